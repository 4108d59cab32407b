const GAP = '…';
const MOST_WORDS = 25;

/** The words that vendors use of credentials, limits, outages and the shape of requests; none of them is anybody's. */
const PLAIN = new Set(
  `a about above access account active after again allowed already an and any api app application are argument as at attempt
  auth authentication authorisation authorization back backend bad balancer be bearer been before being below blocked body busy
  by call called calls can cannot certificate changed check client closed code configuration configured connect connection
  contact content could credential credentials currently data database date deactivated denied deprecated did different disabled
  do does down due during duplicate email empty enabled endpoint error exceeded exception exist existing exists expected expired
  expires fail failed failure field fields for forbidden format found from full gateway generated get given gone has have header
  headers host id identifier if in inactive incorrect input internal invalid is issued it its json key later length licence
  license limit limited limits list load local lock locked long longer maintenance malformed many match matched maximum may
  message method minimum minute minutes mismatch missing moment moved must name network no not null number object occurred of
  off on one only operation or order other out over overloaded parameter parameters parse password path pattern payload per
  permission permissions permitted phone please policy post proper property provide provided proxy query quota range rate reach
  reached read readable record records refused reject rejected renew request requested requests required reset resource response
  restricted retry revoked role route same scope second seconds secret see send sent server service session set short should
  signature size slow some something status stopped subscription support supported suspended system temporarily temporary tenant
  that the then there this throttled time timed timeout to token too traffic try type unable unauthenticated unauthorised
  unauthorized unavailable under unexpected unique unknown unprocessable unreachable unsupported until upstream url use used user
  username users valid validation value values version wait was went when while with within without write wrong you your`.split(
    /\s+/,
  ),
);

const WORD = /[\p{L}\p{N}_@.+'’-]+/gu;

/**
 * A vendor's words as the log may keep them: what is no plain word of the trade is left out, whoever's it is. `null` when
 * nothing is left.
 */
export const plainWords = (words: string): string | null => {
  const said = words.match(WORD)?.slice(0, MOST_WORDS) ?? [];
  const shown = said.map((word) => {
    const plain = word.replace(/(?<![.'])[.']+$/, '');
    return PLAIN.has(plain.toLowerCase()) ? plain : GAP;
  });
  if (shown.every((word) => word === GAP)) return null;
  return shown.filter((word, place) => word !== GAP || shown[place - 1] !== GAP).join(' ');
};
