// What the matcher answers about the project, asked once for each state of the project.

const each = (synergies, name) => Object.entries(synergies).map(([key, choice]) => [key, choice[name]]).filter(([, value]) => value);

// Of what the visitor chose, that which an answer depends on. What was taken up is looked at however low it ranks.
const takenUp = (synergies) => each(synergies, "status").flatMap(([key, status]) => (status === "idea" ? [] : [key]));
const worth = ({ assumptions, rates, synergies }) => [assumptions, rates, each(synergies, "assumptions"), takenUp(synergies)];
const amounts = (choices) => [...worth(choices), choices.goal, choices.exclusions, each(choices.synergies, "status")];
const BEARING = {
  value: worth,
  screen: ({ synergies }) => [each(synergies, "answers"), takenUp(synergies)],
  allocate: amounts,
  network: (choices) => [...amounts(choices), choices.coordinates],
  plan: (choices) => choices,
  choices: () => [],
};

// What recurs from synergy to synergy comes once; each gets back what it only told the place of.
const WHOLE = {
  value: ({ figures, values, factors, ...rest }) => {
    const figured = ({ figure, ...more }) => ({ ...figures[figure], ...more });
    const filled = (line) => line && { ...line, inputs: line.inputs.map((at) => figures[at]) };
    const whole = (value) => ({
      ...value,
      ratio: figures[value.ratio],
      lines: value.lines.map(filled),
      co2e_lines: value.co2e_lines.map(filled),
      unknown: value.unknown.map(figured),
      ways_out: value.ways_out.map((at) => figures[at]),
      own_cost: filled(value.own_cost),
    });
    return { ...rest, values: values.map(whole), factors: factors.map(figured) };
  },
  screen: ({ questions, authorities, screens, ...rest }) => {
    const whole = (screen) => ({ ...screen, questions: screen.questions.map((at) => questions[at]), authorities: screen.authorities.map((at) => authorities[at]) });
    return { ...rest, screens: screens.map(whole) };
  },
};

const kept = new WeakMap();

/** The answer to a request of *type*; `onProgress` hears how far it is. */
export function answerOf(host, type, fields = {}, onProgress = () => {}) {
  const rows = host.rows();
  if (kept.get(host)?.rows !== rows) kept.set(host, { rows, answers: new Map() });
  const { answers } = kept.get(host);
  const stamp = JSON.stringify([type, fields, BEARING[type](host.project.choices)]);
  if (!answers.has(stamp)) {
    const asked = host.ask({ type, ...fields }, { onProgress }).then((answer) => WHOLE[type]?.(answer) ?? answer);
    asked.catch(() => answers.delete(stamp));
    answers.set(stamp, asked);
  }
  return answers.get(stamp);
}
