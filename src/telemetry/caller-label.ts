import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A program's name. What has another form, such as the subject of a token that is an e-mail address, may be a person's. */
const PLAIN = /^[\w.:|-]{1,80}$/;
const TOKEN = 'jwt:';

const digests = new LRUCache<string, string>({ max: 1000 });

/** The last name that was one: most requests are of a few programs. */
let lastPlain = '';

/** A caller's name as the log may keep it: one that may be a person's is a short hash, the same each time. */
export function loggedCaller(name: string): string {
  if (name === lastPlain) return name;
  if (PLAIN.test(name)) return (lastPlain = name);
  const known = digests.get(name);
  if (known !== undefined) return known;
  const digest = `${name.startsWith(TOKEN) ? TOKEN : ''}#${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  digests.set(name, digest);
  return digest;
}

/** The same for metrics: callers with tokens are as many as people may be, and are counted together. */
export const callerLabel = (name: string): string =>
  name.startsWith(TOKEN) ? 'jwt' : loggedCaller(name);
