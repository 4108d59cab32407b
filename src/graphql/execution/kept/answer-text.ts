/** What an operation came to, as Apollo has it. */
export interface Result {
  readonly errors?: unknown;
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: unknown;
}

/** The JSON of objects that answers to come will hold again; empty until it is written. */
const texts = new WeakMap<object, string>();

/** Notes that answers to come will hold this very object again, unchanged. */
export function comesAgain(object: object): void {
  texts.set(object, '');
}

/** A result as JSON. People who stand right below its fields, or in their lists, are written once. */
export function answerText(result: Result): string {
  const { data, errors, extensions } = result;
  if (!data || errors !== undefined || extensions !== undefined) return JSON.stringify(result);
  let fields = '';
  for (const name in data) fields += `${fields && ','}"${name}":${fieldText(data[name])}`;
  return `{"data":{${fields}}}`;
}

function fieldText(value: unknown): string {
  if (!Array.isArray(value) || !comesAgainIn(value)) return textOf(value);
  let entries = '';
  for (const entry of value) entries += `${entries && ','}${textOf(entry)}`;
  return `[${entries}]`;
}

/** Of others it is quicker to write the whole list. */
const comesAgainIn = ([first]: readonly unknown[]): boolean => isObject(first) && texts.has(first);

function textOf(value: unknown): string {
  const known = isObject(value) ? texts.get(value) : undefined;
  if (known) return known;
  const text = JSON.stringify(value);
  if (known === '' && isObject(value)) texts.set(value, text);
  return text;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
