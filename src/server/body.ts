import { MIMEType } from 'node:util';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { JsonLimitError, textOfUtf8, withExactNumbers } from '#normalise';
import { RefusedRequest, invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { RememberedBodies } from './remembered-bodies.ts';

const WRONG_CHARSET = invalid(415, 'The charset is not supported: send UTF-8.');
const COMPRESSED = invalid(
  415,
  'A compressed body is not supported: send it without Content-Encoding.',
  { 'accept-encoding': 'identity' },
);
const UNKNOWN_CODING = invalid(501, 'The transfer coding is not supported: send chunked or none.');
const NOT_UTF8 = invalid(400, 'The body is not UTF-8: send JSON in UTF-8.');

/**
 * Reads bodies as JSON in UTF-8 and nothing else: bytes that are not are refused, since decoding them would put U+FFFD in
 * their place, and that would be stored. A byte order mark in front is skipped (RFC 8259, section 8.1). Returns how.
 */
export function readJsonBodies(app: FastifyInstance): ParseBody {
  const parse = bodyParser(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => parse(body),
  );
  return parse;
}

/** The value of a body, with the digits of its numbers. Throws what `refusalFor` knows. */
export type ParseBody = (body: Buffer) => unknown;

function bodyParser(app: FastifyInstance): ParseBody {
  // It refuses keys that stand for prototypes, and looks at nothing but the text.
  const parse = app.getDefaultJsonParser('error', 'error') as ParseText;
  const valueOf = (text: string): unknown => {
    let parsed = parsedPlainly(text);
    if (parsed === undefined) {
      parse(null, text, (error, value) => {
        if (error) throw error;
        parsed = value;
      });
    }
    return keptNumbers(parsed, text);
  };
  const remembered = new RememberedBodies();
  return (body) => remembered.of(textOf(body), valueOf);
}

/** What a key that stands for a prototype cannot be written without. */
const SUSPECT = ['__proto__', 'constructor', String.raw`\u`];

/** The value of a text that holds nothing suspect, in a third of the time; `undefined` for any other. */
function parsedPlainly(text: string): unknown {
  for (const part of SUSPECT) if (text.includes(part)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The general parser says what is wrong, and skips a byte order mark.
    return undefined;
  }
}

function textOf(body: Buffer): string {
  const text = textOfUtf8(body);
  if (text === null) throw new RefusedRequest(NOT_UTF8);
  return text;
}

type ParseText = (
  request: unknown,
  text: string,
  done: (error: Error | null, value?: unknown) => void,
) => void;

function keptNumbers(value: unknown, text: string): unknown {
  try {
    return withExactNumbers(value, text);
  } catch (error) {
    if (!(error instanceof JsonLimitError)) throw error;
    throw new RefusedRequest(invalid(400, `The body cannot be read: ${error.message}.`));
  }
}

/** What the headers say of a body that cannot be read; found before any of it is. */
export function refusalOfBody({ headers }: FastifyRequest): Refusal | null {
  if (!/^chunked$/i.test(headers['transfer-encoding'] ?? 'chunked')) return UNKNOWN_CODING;
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) return COMPRESSED;
  return isUtf8Declared(headers['content-type']) ? null : WRONG_CHARSET;
}

/** Whether no other charset is declared than UTF-8, which is the only one of JSON. */
function isUtf8Declared(contentType: string | undefined): boolean {
  if (contentType === undefined || contentType === 'application/json') return true;
  const charset = charsetOf(contentType);
  return charset === null || /^utf-?8$/i.test(charset);
}

function charsetOf(contentType: string): string | null {
  try {
    return new MIMEType(contentType).params.get('charset');
  } catch {
    // Not a media type at all, which is refused as such.
    return null;
  }
}
