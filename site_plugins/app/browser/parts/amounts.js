// Amounts as a reader takes them in: as many digits as they deserve, money in the currency that was chosen.

const DIGITS = 3; // Estimates deserve no more.

/** `euro` amounts are shown in *currency*, of which one euro buys *rate*; *unknown* stands for what nobody knows. */
export function createAmounts({ tag, say, currency = "EUR", rate = 1, unknown = "–" }) {
  const plain = new Intl.NumberFormat(tag, { maximumSignificantDigits: DIGITS });
  const money = new Intl.NumberFormat(tag, { style: "currency", currency, maximumSignificantDigits: DIGITS });
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });

  const isKnown = (value) => typeof value === "number" && Number.isFinite(value);
  const spread = (range, shown) => {
    if (!isKnown(range?.mid)) return unknown;
    const [low, mid, high] = [range.low, range.mid, range.high].map(shown);
    return low === high ? mid : say("value.range", { low, mid, high });
  };
  const euro = (value) => (isKnown(value) ? money.format(value * rate).replace("-", "−") : unknown);
  const number = (value) => (isKnown(value) ? plain.format(value).replace("-", "−") : unknown);

  return {
    currency,
    number,
    euro,
    range: (range, unit = "") => [spread(range, number), isKnown(range?.mid) && unit].filter(Boolean).join(" "),
    euroRange: (range) => spread(range, euro),
    share: (value) => (isKnown(value) ? percent.format(value) : unknown),
  };
}

/** The number that somebody wrote as is usual in *tag*'s language: blanks and the other mark are passed over; else NaN. */
export function readNumber(text, tag) {
  const decimal = new Intl.NumberFormat(tag).formatToParts(1.5).find(({ type }) => type === "decimal").value;
  const bare = text.trim().replace(/[\s\u00a0\u202f]/g, "").replace("−", "-");
  const marks = [...bare].filter((sign) => sign === "." || sign === ",");
  // A single mark followed by other than three digits can only be the decimal mark, in whichever language.
  const isPlainDecimal = marks.length === 1 && !/[.,]\d{3}$/.test(bare);
  const mark = isPlainDecimal ? marks[0] : decimal;
  const other = mark === "," ? "." : ",";
  const written = bare.replaceAll(other, "").replace(mark, ".");
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
}

/**
 * A figure that somebody wrote: one number, or the lowest and the highest, or lowest, likeliest and highest, with dashes
 * or semicolons between. Gives a number, a range, undefined for nothing, or null where it cannot be read.
 */
export function readFigure(text, tag) {
  if (!text.trim()) return undefined;
  const numbers = text.split(/\s*[–—;]\s*|(?<=[\d)])\s*-\s*(?=[\d−(])|\s+-\s+/).map((part) => readNumber(part, tag));
  if (numbers.some(Number.isNaN) || numbers.length > 3) return null;
  if (numbers.length === 1) return numbers[0];
  const [low, ...others] = numbers.toSorted((one, other) => one - other);
  const high = others.at(-1);
  return { low, mid: others.length > 1 ? others[0] : (low + high) / 2, high };
}

/** A number or a range as `readFigure` reads it again. */
export function writtenFigure(figure, tag) {
  if (figure === null || figure === undefined) return "";
  const plain = new Intl.NumberFormat(tag, { maximumSignificantDigits: 6, useGrouping: false });
  const { low, mid, high } = typeof figure === "number" ? { low: figure, mid: figure, high: figure } : figure;
  const told = low === high ? [mid] : [low, mid, high];
  return told.map((value) => plain.format(value)).join(" – ");
}
