/** A `.env` that cannot be understood, in words that quote nothing of it. */
export class EnvFileError extends Error {
  override readonly name = 'EnvFileError';
}

// Within one line, but for what stands in quotes.
const NOTHING = /[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y;
const NAME = /[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][\w.-]*)[^\S\n]*=/y;
const QUOTED = /[^\S\n]*(['"`])((?:(?!\1)[^])*)\1/y;
const OPENED = /[^\S\n]*['"`]/y;
const BARE = /[^\n]*/y;

/**
 * The variables of a `.env`. A line is `NAME=value`, with or without `export`. A value in quotes (`'`, `"` or a backtick)
 * is what stands between them, several lines too; in double quotes `\n` is a line break. Without quotes it ends with the
 * line or where a `#` follows white space: one inside a value, as passwords have it, belongs to it, which is where Node's
 * own parser and most others cut a password short.
 * @throws EnvFileError with the number of the line
 */
export function parseEnvFile(file: string): Record<string, string> {
  const text = file.replaceAll('\r\n', '\n');
  const variables = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const nothing = matchAt(NOTHING, text, at);
    if (nothing) {
      at += nothing[0].length;
      continue;
    }
    const entry = entryAt(text, at);
    if (variables.has(entry.name)) throw problem(text, at, 'sets a variable for a second time');
    variables.set(entry.name, entry.value);
    at = entry.end;
  }
  return Object.fromEntries(variables);
}

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly end: number;
}

function entryAt(text: string, at: number): Entry {
  const named = matchAt(NAME, text, at);
  if (!named) throw problem(text, at, 'is not NAME=value');
  const [start, name = ''] = named;
  const from = at + start.length;
  const quoted = matchAt(QUOTED, text, from);
  if (!quoted) {
    if (matchAt(OPENED, text, from)) throw problem(text, at, 'opens a quote and does not close it');
    const [bare = ''] = matchAt(BARE, text, from) ?? [];
    return { name, value: withoutComment(bare), end: from + bare.length };
  }
  const [whole, quote, held = ''] = quoted;
  const end = from + whole.length;
  if (!matchAt(NOTHING, text, end)) throw problem(text, at, 'goes on after a value in quotes');
  return { name, value: quote === '"' ? held.replaceAll(String.raw`\n`, '\n') : held, end };
}

/** A comment begins where white space is followed by `#`. */
function withoutComment(bare: string): string {
  const comment = bare.search(/\s#/);
  return (comment === -1 ? bare : bare.slice(0, comment)).trim();
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function problem(text: string, at: number, what: string): EnvFileError {
  const line = text.slice(0, at).split('\n').length;
  return new EnvFileError(`line ${line} ${what}`);
}
