import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import { JsonLimitError, parsedJson, textOfUtf8 } from '#normalise';
import type { ParsedJson } from '#normalise';
import { MAX_RESPONSE_BYTES } from './exchange.ts';
import type { RawResponse } from './response.ts';

/** A body that cannot be read. The message goes on from "it broke its document:" and quotes nothing. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

const TOO_LARGE = `it is over ${MAX_RESPONSE_BYTES} bytes`;

/**
 * What a body that calls itself JSON holds: numbers as their digits where a double would alter them, text well-formed;
 * `undefined` when it is empty. Throws `UnreadableBody`.
 */
export const jsonBody = (raw: RawResponse): ParsedJson | undefined => {
  const { headers } = raw;
  const contentType: string | readonly string[] | undefined = headers['content-type'];
  if (Array.isArray(contentType)) throw new UnreadableBody('it has several Content-Type headers');
  if (raw.body !== null && raw.body.length === 0) return undefined;
  if (raw.body !== null && !isJson(contentType)) {
    throw new UnreadableBody('its content type is not JSON');
  }
  return anyBody(raw);
};

/** The same of a body whatever it calls itself. */
export const anyBody = ({ headers, body }: RawResponse): ParsedJson | undefined => {
  if (body === null) throw new UnreadableBody(TOO_LARGE);
  const bytes = decoded(body, headers['content-encoding']);
  const whole = textOfUtf8(bytes);
  if (whole === null) throw new UnreadableBody('it is not UTF-8');
  const text = withoutMark(whole);
  return text.trim() === '' ? undefined : parsed(text);
};

export const isJson = (contentType: string | undefined): boolean =>
  contentType === 'application/json' ||
  (contentType !== undefined && /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType));

const BYTE_ORDER_MARK = '\ufeff';

const withoutMark = (text: string): string =>
  text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;

const parsed = (text: string): ParsedJson => {
  try {
    return parsedJson(wellFormed(text));
  } catch (error) {
    if (error instanceof JsonLimitError) throw new UnreadableBody(error.message);
    // Without a cause: the parser's own message quotes the body.
    throw new UnreadableBody('it is not JSON');
  }
};

/** Half of a surrogate pair can be in a UTF-8 text as an escape alone; it is no character, and strict parsers refuse it. */
const wellFormed = (text: string): string =>
  text.includes('\\') && SURROGATE.test(text)
    ? text.replaceAll(ESCAPES, (escape) => (HALF.test(escape) ? '\\ufffd' : escape))
    : text;

const SURROGATE = /\\u[dD][89a-fA-F]/;
/** A pair, else any escape, so that an escaped backslash begins none. */
const ESCAPES = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^]/g;
const HALF = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/;

type Decode = (bytes: Buffer, limits: { readonly maxOutputLength: number }) => Buffer;

/** RFC 1950, which the name means, or RFC 1951, which some send: the first byte tells. */
const inflate: Decode = (bytes, limits) =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, limits) : inflateRawSync(bytes, limits);

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflate],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
]);
/** Nobody encodes a body more often. */
const MOST_ENCODINGS = 3;

/** We ask for no compression; who compresses all the same is read, up to the same number of bytes. */
const decoded = (body: Buffer, header: string | readonly string[] | undefined): Buffer => {
  if (header === undefined || body.length === 0) return body;
  const encodings = [header]
    .flat()
    .join(',')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const applied = encodings.filter((name) => name !== '' && name !== 'identity');
  if (applied.length > MOST_ENCODINGS) throw new UnreadableBody('it is encoded too often');
  return applied.reduceRight(decodedOnce, body);
};

const decodedOnce = (body: Buffer, encoding: string): Buffer => {
  const decode = DECODERS.get(encoding);
  if (!decode) throw new UnreadableBody('it is compressed in a way that Facet cannot read');
  try {
    return decode(body, { maxOutputLength: MAX_RESPONSE_BYTES });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new UnreadableBody(isTooLarge ? TOO_LARGE : 'it cannot be decompressed');
  }
};
