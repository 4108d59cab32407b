import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Shorter texts cost more to compress than they cost on the wire. Introspection has ten times as many characters. */
const WORTH_IT = 16 * 1024;

const compressed = promisify(gzip);

const takesGzip = (header: string | undefined): boolean =>
  header !== undefined &&
  /(?:^|,)\s*(?:x-)?gzip\s*(?:,|;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|$)/i.test(header);

/** To browsers alone, since programs are answered ahead of Fastify: sends a long text as gzip to who takes it, in the fastest way; every other text as it is. */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<FastifyReply> {
  if (text.length < WORTH_IT || !takesGzip(request.headers['accept-encoding'])) {
    return reply.send(text);
  }
  const body = await compressed(text, { level: constants.Z_BEST_SPEED });
  const vary = [reply.getHeader('vary'), 'Accept-Encoding'].flat().filter(Boolean).join(', ');
  return reply.header('content-encoding', 'gzip').header('vary', vary).send(body);
}
