import type { BaseContext } from '@apollo/server';
import { fastify } from 'fastify';
import { type ApolloChoices, createApollo } from './apollo.ts';
import { drainOf } from './drain.ts';
import { serveExplorer } from './explorer.ts';
import { answerFailure, answerNotAllowed, answerNotFound } from './failures.ts';
import { type CreateContext, serveGraphql } from './graphql.ts';
import { type Readiness, serveHealth } from './health.ts';
import { type Hook, serveHooks } from './hooks.ts';

const BODY_LIMIT_BYTES = 256 * 1024;
/** For a request to arrive as a whole; an answer may take longer. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface ServerOptions<Context extends BaseContext> extends ApolloChoices<Context> {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly createContext: CreateContext<Context>;
  /** Where the build of `src/explorer` lies. */
  readonly explorerFolder: string;
  readonly readiness: Readiness;
  /** Where others call us. */
  readonly hooks?: readonly Hook[];
}

export interface RunningServer {
  /** Without a slash at the end, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Answers every request in flight, then frees the port and every connection. */
  close(): Promise<void>;
}

/** Starts GraphQL at `/graphql`, GraphiQL at `/`, and `/healthz` and `/readyz`; rejects when the port is taken. */
export async function startServer<Context extends BaseContext>(
  options: ServerOptions<Context>,
): Promise<RunningServer> {
  const { host, port, createContext, explorerFolder, readiness, hooks = [], ...choices } = options;
  const apollo = createApollo<Context>(choices);
  await apollo.start();

  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A request that arrives while we are closing is answered like any other.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply),
  });
  app.setNotFoundHandler(answerNotFound);
  app.setErrorHandler(answerFailure);
  serveHealth(app, readiness);
  serveExplorer(app, explorerFolder);
  await serveHooks(app, hooks);
  serveGraphql(app, apollo, createContext);
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: answerNotAllowed,
    handler: answerNotFound,
  });
  app.addHook('preClose', drainOf(app.server));

  const url = await app.listen({ host, port });
  return {
    url,
    async close() {
      await app.close();
      await apollo.stop();
    },
  };
}
