// The page's sentences in its language: blanks filled, plural forms and numbers as the language wants them.

const TAGS = { en: "en-GB", ro: "ro-RO", no: "nb-NO" };

/**
 * `say(key, blanks)` gives the sentence of *key*.
 * A sentence with plural forms is chosen by the blank `count`.
 */
export function createWording(language, sentences) {
  const plural = new Intl.PluralRules(TAGS[language]);
  const whole = new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: 1 });

  function say(key, blanks = {}) {
    const found = sentences[key];
    if (found === undefined) throw new Error(`no wording for "${key}" in ${language}`);
    const sentence = typeof found === "string" ? found : found[plural.select(blanks.count)];
    if (!sentence.includes("{")) return sentence;
    return sentence.replace(/\{(\w+)\}/g, (_, name) => shown(blanks[name]));
  }

  const shown = (value) => (typeof value === "number" ? whole.format(value) : String(value));
  const { compare } = new Intl.Collator(TAGS[language]);
  const megabytes = (bytes) => fine.format(bytes / 1e6);
  return { language, tag: TAGS[language], say, number: shown, megabytes, compare };
}
