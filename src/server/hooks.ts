import type { FastifyInstance, RouteShorthandOptions } from 'fastify';
import { noteOften } from '#telemetry';
import { refusalOfBody } from './body.ts';
import { keepOpen, refuse } from './refusals.ts';
import type { answerFailure } from './refusals.ts';
import { recordOf } from './request-records.ts';

/** A path at which others call us. */
export interface Hook {
  readonly path: string;
  readonly handle: (call: {
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Uint8Array;
  }) => Promise<HookResponse>;
  /** A larger body is not read. */
  readonly maxBodyBytes: number;
  readonly tooLarge: HookResponse;
}

interface HookResponse {
  readonly status: number;
  readonly body: object;
}

/**
 * Hands every call over with the bytes of its body as they came, whatever their media type is said to be: what is read
 * of them is read after their signature. Only a head that says that they cannot be read ends a call before.
 */
export async function serveHooks(
  app: FastifyInstance,
  hooks: readonly Hook[],
  handleError: ReturnType<typeof answerFailure>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', (request, reply, done) => {
      const refusal = refusalOfBody(request);
      if (refusal) refuse(reply, refusal);
      else done();
    });
    for (const { path, handle, maxBodyBytes: bodyLimit, tooLarge } of hooks) {
      const errorHandler: RouteShorthandOptions['errorHandler'] = (error, request, reply) => {
        if (error.statusCode === 413) {
          void keepOpen(reply).code(tooLarge.status).send(tooLarge.body);
        } else handleError(error, request, reply);
      };
      scope.post(path, { errorHandler, bodyLimit }, async ({ headers, body, raw }, reply) => {
        const call = { headers, body: body instanceof Uint8Array ? body : EMPTY };
        const { span } = recordOf(raw);
        const answer = await (span ? span.run(async () => handle(call)) : handle(call));
        if (answer.status >= 400) noteRefusal(path, answer.status, recordOf(raw).id);
        return reply.code(answer.status).send(answer.body);
      });
    }
  });
}

const noteRefusal = (path: string, status: number, request: string): void =>
  noteOften('warn', 'webhook-refused', 'A call of a webhook was not taken.', {
    kind: { path, status },
    latest: { request },
  });

const EMPTY = new Uint8Array();
