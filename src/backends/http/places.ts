/**
 * What tells where a backend runs, or whom it speaks of, as it stands in an error's words: each finds the first place
 * of its kind. They see a bounded text alone, and none looks back over what another start has looked at.
 */
const PLACES: readonly RegExp[] = [
  // A URL, `//host`, and a path: absolute, relative, of three parts, or of Windows.
  /[a-z][a-z\d+.-]{0,30}:\/\//i,
  /(?<![\p{L}\p{N}])(?:~|\.{1,2})?\/{1,2}[\w.@%+~[-]/u,
  /(?<![\w.@-])[\w.@-]+\/[\w.@-]+\/[\w.@-]/,
  /(?<![\p{L}\p{N}])[a-z]:\\|\\\\\w|(?<![\w-])[\w-]+\\[\w-]+\\/iu,
  // A stack frame, as JavaScript, Java, Python, Go, PHP and .NET write it; a file with its line.
  /\bat\s+(?:async\s+|new\s+)?[\w$.<>[\]/]{1,200}\s?\(/i,
  /\bat\s+[\w$]+(?:\.[\w$<>]+)+/i,
  /\b(?:Traceback\b|Caused by:|Exception in thread\b|goroutine \d|stack ?trace\b|File\s+["'<])/i,
  /(?<!\S)#\d+\s/,
  /(?<![\w$-])[\w$-]+\.[a-z]{1,10}(?::\d+|\(\d+\))/i,
  // `Class::method`, and an IPv6 address, shortened or not.
  /(?<![\w:[])\[?[\w:]*::/,
  /(?<![\w:[])\[?(?:[\da-f]{1,4}:){4,}/i,
  // An IPv4 address; a name with a port; a host by its name, by what stands before it, or by its domain.
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)/,
  /(?<![\w.-])(?!(?:code|status|error|errno|id|no|number|type)\b)[a-z][\w.-]*:\d{2,5}(?!\d)/i,
  /\blocalhost\b/i,
  /\bports?\b\s{0,9}[:=]?\s{0,9}\d/i,
  /(?<=\b(?:ENOTFOUND|EAI_AGAIN|E(?:CONN|HOST|NET|PIPE|TIMED)[A-Z]*)\s)\S/,
  /(?<=\bhost(?:\s?name)?\s?[=:]?\s?["'`(]?)(?!names?\b|is\b|not\b|was\b|has\b|and\b)[a-z\d][\w-]*/i,
  /(?<![\p{L}\p{N}._-])(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}[\p{L}\p{N}-]+(?![\w-])/u,
  // Somebody's e-mail address or number.
  /(?<![^\s"'<>(),;:])[^\s"'<>(),;:@]*@[^\s"'<>(),;:]/,
  /\+?\p{Nd}(?:[ ().-]{0,3}\p{Nd}){6}/u,
  // A credential.
  /\b(?:bearer|basic)\s+(?!auth)[\w+/=.~-]{8,}/i,
  /\beyJ[\w-]{8,}/,
  /(?<=\b(?:password|passwd|secret|token|api[_-]?key)\s?[=:]\s?)\S/i,
];

/** `already exists.Please` is the end of a sentence, and no host: it is left as it is. */
const SENTENCE_END = /(?<=\p{Ll})\.(?=\p{Lu}\p{Ll})/gu;

/** Where a text begins to tell of places; its length when it does not. */
export const placeIn = (text: string): number => {
  const apart = text.replaceAll(SENTENCE_END, ' ');
  return PLACES.reduce((first, place) => {
    const at = apart.search(place);
    return at === -1 ? first : Math.min(first, at);
  }, text.length);
};
