import type { BackendAdapter } from '#backends';
import type { AccountKey, InputPath } from '#normalise';
import type { UserError } from '#operations';
import type { Backend, CreateUserInput } from '#schema';
import type { Visibility } from '../identity/visibility.ts';
import { settled } from './step.ts';
import type { Step } from './step.ts';

interface Place extends Pick<AccountKey, 'scope'> {
  /** Names it in the input; `null` where the backend has one place for all. */
  readonly path: InputPath | null;
}

/** Where the record of a creation will belong. */
const placeOf = ({ writes }: BackendAdapter, input: CreateUserInput): Place =>
  writes.create?.scopeOf?.(input) ?? { scope: '', path: null };

/** Whether a caller may create a person there: one that is bound to corporations in these alone. */
export const mayCreateAt = (
  adapter: BackendAdapter,
  input: CreateUserInput,
  visibility: Visibility,
): boolean => visibility.owns(placeOf(adapter, input));

/**
 * What stands for a creation that the caller may not make. An identifier that the input has for this backend counts for
 * nothing then: it would tell who holds it.
 */
export const notOwned = (adapter: BackendAdapter): Step =>
  settled(adapter, 'SKIPPED', 'FORBIDDEN', NOT_OWNED);

const NOT_OWNED =
  'The caller is bound to corporations, and creates people in these alone. What this backend holds belongs to none of them.';

/**
 * What is wrong with the places of a creation: a corporation that is not the caller's, or a backend that the caller names and
 * that belongs to none.
 */
export function foreignPlaces(
  input: CreateUserInput,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
  visibility: Visibility,
): readonly UserError[] {
  const { backends } = input;
  return [...adapters.values()]
    .filter(({ name, writes }) => writes.create && (backends?.includes(name) ?? true))
    .filter((adapter) => !mayCreateAt(adapter, input, visibility))
    .flatMap((adapter) => {
      const { path } = placeOf(adapter, input);
      const named = backends && ['backends', String(backends.indexOf(adapter.name))];
      const at = path ?? named;
      return at ? [{ code: 'FORBIDDEN', message: FOREIGN, path: ['input', ...at] }] : [];
    });
}

const FOREIGN =
  'The caller is bound to corporations, and this is none of them. Name one of its own, and a backend that has corporations.';
