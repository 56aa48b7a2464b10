// How sites are tied, in words that pictures know as shapes and colours.

/** What a site does in *links*: it gives, takes, or both. */
export function roleOf(id, links) {
  const gives = links.some(({ from }) => from === id);
  const takes = links.some(({ to }) => to === id);
  return gives && takes ? "both" : takes ? "takes" : "gives";
}

/** How far a link is: made already, planned, or only possible. */
export function kindOf({ is_made: isMade, is_planned: isPlanned }) {
  return isMade ? "made" : isPlanned ? "planned" : "possible";
}
