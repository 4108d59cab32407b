import { ConfigError, FacetError } from '#errors';

/** Why a server could not listen, by the code that the system gives for it. */
const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken. Stop what uses it, or set PORT to another one.',
  EACCES:
    'The port is one that this user may not listen on. Set PORT to 1024 or more, or start Facet with the right to it.',
  EADDRNOTAVAIL: 'HOST is no address of this machine. Set it to one that is, such as 127.0.0.1.',
  EAFNOSUPPORT:
    'HOST is of an address family that this machine does not have. Set it to 127.0.0.1.',
  ENOTFOUND: 'HOST is a name that this machine cannot resolve. Set it to an address.',
  EAI_AGAIN: 'HOST is a name that cannot be resolved just now. Set it to an address.',
};

/** What went wrong at a start, in one line that says what to do; `null` when nobody foresaw it. */
export function startProblem(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof FacetError) return error.message;
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  const isListening = /^(listen|bind|getaddrinfo)$/.test(String(error.syscall));
  return (isListening && LISTENING[String(error.code)]) || null;
}
