// How sites are tied, in words that pictures know as shapes and colours.

/** What a site does in *links*, or would do that is in none: it gives, takes, or both. */
export function roleOf({ id, haves, wants }, links) {
  const gives = links.some(({ from }) => from === id);
  const takes = links.some(({ to }) => to === id);
  const [isGiver, isTaker] = gives || takes ? [gives, takes] : [haves > 0, wants > 0];
  return isGiver && isTaker ? "both" : isTaker ? "takes" : "gives";
}

/** How far a link is: made already, planned, or only possible. */
export function kindOf({ is_made: isMade, is_planned: isPlanned }) {
  return isMade ? "made" : isPlanned ? "planned" : "possible";
}
