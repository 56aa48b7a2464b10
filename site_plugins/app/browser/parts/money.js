// The currency in which money is shown, one for all views, and the rates that turn euro into it.

import { element } from "../elements.js";
import { createAmounts } from "./amounts.js";

export const CURRENCIES = ["EUR", "RON", "NOK"];

const chosen = new WeakMap(); // By host: {currency, rates, amounts}.

/** Amounts in the currency that was chosen; *rates*, where they are told, are remembered for those who do not know them. */
export function amountsOf(host, rates) {
  const money = chosen.get(host) ?? { currency: "EUR", rates: {} };
  if (!money.amounts || (rates && JSON.stringify(rates) !== JSON.stringify(money.rates))) take(host, { ...money, ...(rates && { rates }) });
  return chosen.get(host).amounts;
}

function take(host, { currency, rates }) {
  const { tag, say } = host.wording;
  const rate = rates[currency];
  chosen.set(host, { currency, rates, amounts: createAmounts({ tag, say, ...(rate && { currency, rate }) }) });
}

/** A list to choose the currency from; `onChange` hears of it. */
export function currencyField(host, onChange) {
  const { say } = host.wording;
  const current = chosen.get(host)?.currency ?? "EUR";
  const change = ({ target }) => {
    take(host, { rates: {}, ...chosen.get(host), currency: target.value });
    onChange();
  };
  return element(
    "select",
    { className: "cx-select", "aria-label": say("value.currency"), "data-at": "currency", onchange: change },
    ...CURRENCIES.map((code) => element("option", { value: code, selected: code === current }, say(`value.currency-${code}`))),
  );
}
