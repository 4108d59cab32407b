import type { IncomingMessage } from 'node:http';

/**
 * The path and query of a request, also where its target is a whole URL, as clients send it to a proxy. Its host is then
 * the one that counts, whatever the `Host` header says (RFC 9112, section 3.2.2).
 */
export function toOriginForm(request: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const { url: target = '/', headers } = request;
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/(?<host>[^/?#]*)(?<rest>.*)$/i.exec(target)?.groups;
  if (!absolute) return `/${target}`;
  const { host = '', rest = '' } = absolute;
  headers.host = host;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
