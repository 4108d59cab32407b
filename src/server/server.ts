import type { Server as NetServer } from 'node:net';
import type { BaseContext } from '@apollo/server';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { RateLimits } from '#access';
import type { Authenticate, Caller, TrustedDocuments } from '#access';
import { parseHostSetting } from '#normalise';
import { type ApolloChoices, startApollo } from './apollo.ts';
import { readJsonBodies } from './body.ts';
import { answerClientError, answerUnserved } from './client-errors.ts';
import { DocumentHashes } from './document-hashes.ts';
import { drainOf } from './drain.ts';
import { serveExplorer } from './serve-explorer.ts';
import { answerFailure } from './refusals.ts';
import { answerPlainPosts } from './fast-path.ts';
import { serveGraphql } from './graphql.ts';
import { guardCallers } from './guard.ts';
import { type Readiness, serveHealth } from './health.ts';
import { type Hook, serveHooks } from './hooks.ts';
import { judgeHosts } from './host.ts';
import { listen } from './listen.ts';
import { type OriginSettings, judgeOrigins } from './origin.ts';
import type { TextOf } from './ask-apollo.ts';
import { type CreateContext, respondWith } from './respond.ts';
import { listenForMetrics, serveMetrics } from './serve-metrics.ts';
import { serveSchema } from './serve-schema.ts';
import { toOriginForm } from './target.ts';

/** Most that the headers of a request may take of its time. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than the minute for which load balancers keep an idle connection, so that they close it first. */
const KEEP_ALIVE_MS = 72_000;

/** In milliseconds. */
export interface Timeouts {
  /** For a request to arrive as a whole. */
  readonly request: number;
  /** For its response to be made. */
  readonly response: number;
}

export interface ServerOptions<Context extends BaseContext> extends ApolloChoices<Context> {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where `/metrics` is served alone; left out, it is served beside the rest. */
  readonly metricsPort?: number | null;
  /** Host names that callers use besides those of this machine, each with or without a port. */
  readonly allowedHosts: readonly string[];
  readonly origins: OriginSettings;
  readonly authenticate: Authenticate;
  /** A larger body of a request is refused. */
  readonly maxBodyBytes: number;
  readonly timeouts: Timeouts;
  readonly createContext: CreateContext<Context>;
  /** Writes results as JSON; as anybody does when it is left out. */
  readonly textOf?: TextOf;
  readonly trustedDocuments?: TrustedDocuments | null;
  readonly limits?: RateLimits;
  /** Where the build of `src/explorer` lies. */
  readonly explorerFolder: string;
  /** As `serveExplorer` has them. */
  readonly explorerFacts?: object;
  readonly readiness: Readiness;
  /** The SDL that frontends generate from. */
  readonly clientSchema: () => string;
  /** Whom it is served to; everybody who may call when left out. */
  readonly tellsSchemaTo?: (caller: Caller) => boolean;
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
  const { host, port, allowedHosts, origins, timeouts, maxBodyBytes, ...rest } = options;
  const { createContext, textOf, explorerFolder, explorerFacts = {}, readiness, ...further } = rest;
  const {
    clientSchema,
    tellsSchemaTo = () => true,
    hooks = [],
    metricsPort = null,
    trustedDocuments = null,
    limits = new RateLimits(null),
    authenticate,
    ...choices
  } = further;
  await using started = new AsyncDisposableStack();
  const hashes = new DocumentHashes();
  const apollo = started.adopt(await startApollo<Context>(choices, hashes), async (it) =>
    it.stop(),
  );

  const handleError = answerFailure(choices.report);
  const app = started.adopt(createApp(timeouts, maxBodyBytes, handleError), async (it) =>
    it.close(),
  );
  const served = [host, ...allowedHosts].map(parseHostSetting).filter((it) => it !== null);
  const isAllowedOrigin = judgeOrigins(origins);
  const callers = { judgeHost: judgeHosts(served), isAllowedOrigin };
  app.decorateRequest('caller', null);
  guardCallers(app, callers);
  const parseBody = readJsonBodies(app);
  serveHealth(app, readiness);
  if (metricsPort === null) serveMetrics(app, authenticate);
  else started.adopt(await listenForMetrics(host, metricsPort), async (it) => it.close());
  serveExplorer(app, explorerFolder, explorerFacts, authenticate);
  serveSchema(app, clientSchema, { authenticate, tellsSchemaTo });
  await serveHooks(app, hooks, handleError);
  const respond = respondWith({ apollo, hashes, createContext, textOf, trustedDocuments, limits });
  await serveGraphql(app, respond, isAllowedOrigin, authenticate);
  const { report } = choices;
  const routes = new Set(['/graphql', ...hooks.map(({ path }) => path)]);
  const deps = { callers, authenticate, maxBodyBytes, parseBody, respond, routes, report };
  const endFastPath = answerPlainPosts(app.server, deps);
  const drain = drainOf(app.server, timeouts.response);
  let listeners: readonly NetServer[] = [];
  app.addHook('preClose', async () => {
    endFastPath();
    await drain(listeners);
  });

  const listening = await listen(app, host, port);
  listeners = listening.listeners;
  const running = started.move();
  return { url: listening.url, close: async () => running.disposeAsync() };
}

function createApp(
  { request, response }: Timeouts,
  bodyLimit: number,
  handleError: ReturnType<typeof answerFailure>,
): FastifyInstance {
  const app = fastify({
    bodyLimit,
    requestTimeout: request,
    http: {
      requestTimeout: request,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, request),
      // Node looks at the clock this often only, by default every half a minute.
      connectionsCheckingInterval: Math.min(1000, Math.ceil(request / 4)),
      // `guard.ts` does, and says so.
      requireHostHeader: false,
    },
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A caller that does not take its response holds a connection for this long.
    connectionTimeout: request + response,
    // A request that arrives while we are closing is answered like any other.
    return503OnClosing: false,
    rewriteUrl: toOriginForm,
    frameworkErrors: (...failure) => void handleError(...failure),
    clientErrorHandler: answerClientError,
  });
  app.setErrorHandler(handleError);
  answerUnserved(app.server);
  return app;
}
