import { INVALID, type Normaliser } from './normalised.ts';
import { ofText } from './text.ts';

const ISO_639_1: ReadonlySet<string> = new Set(
  `aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
  es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
  kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng
  nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su
  sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu`.split(
    /\s+/,
  ),
);

/** RFC 5646, 4.4.1: longer than what any implementation has to take. */
const LONGEST = 64;

/** A language tag: the language, then any script, region or variant. */
const TAG = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/i;

/**
 * The ISO 639-1 code of a language tag, in lower case: `EN`, `en-IN` and `eng` are all `en`, and a withdrawn code
 * becomes the one that took its place (`iw` is `he`).
 */
export const language: Normaliser<string> = ofText((tag) => {
  const code = TAG.exec(tag)?.[1]?.toLowerCase();
  if (code === undefined) return INVALID;
  return ISO_639_1.has(code) ? code : replaced(code);
}, LONGEST);

function replaced(code: string): string | typeof INVALID {
  const [canonical] = Intl.getCanonicalLocales(code);
  return canonical !== undefined && ISO_639_1.has(canonical) ? canonical : INVALID;
}
