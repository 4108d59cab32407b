import { FacetError, InputError } from '#errors';
import { isOperationId } from '#registry';
import type { OperationRow, UserRow } from '#registry';
import type { UserBy } from '#schema';
import { allOf, auditPage, backendInfo, exportUser } from '#users';
import { refuseLong } from '../limits/list-length.ts';
import type { QueryResolvers } from '../resolvers.generated.ts';
import type { Context } from '../context.ts';
import { mayKnowStep } from './payload.ts';
import { findNode, presentNode, presentUser } from './present.ts';

export const Query: QueryResolvers = {
  node: async (_root, { id }, context, info) => {
    const row = await findNode(id, context);
    return row && presentNode(row, context, info);
  },

  nodes: async (_root, { ids }, context, info) => {
    refuseLong(ids, 'ids');
    context.allowPeople(ids.length);
    const nodes = await Promise.allSettled(ids.map(async (id) => findNode(id, context)));
    return nodes.map((node, index) => each(node, (row) => presentNode(row, context, info, index)));
  },

  user: async (_root, { by }, context, info) => {
    const looked = await lookUp(by, context, 'by');
    return each(looked, (row) => presentUser(row, context, info));
  },

  users: async (_root, { by }, context, info) => {
    refuseLong(by, 'by');
    context.allowPeople(by.length);
    const rows = by.map((one, index) => lookUp(one, context, 'by', String(index)));
    return (await allOf(rows)).map((looked, index) =>
      each(looked, (row) => presentUser(row, context, info, index)),
    );
  },

  allUsers: async (_root, args, context) => {
    const page = await context.lists.page(args);
    context.allowPeople(page.edges.length);
    return page;
  },

  operation: async (_root, { id }, context) => {
    if (!isOperationId(id)) return null;
    const operation = await context.services.registry.operations.find(id);
    return operation && (await maySee(operation, context)) ? operation : null;
  },

  exportUser: async (_root, { by }, context) => {
    refuseBound(context, NOT_WHOLE);
    // What is given out is what is there now.
    context.renew();
    return exportUser(by, { ...context.writes, reader: context.reader }).catch((error: unknown) => {
      throw within(error, ['by']);
    });
  },

  audit: async (_root, args, context) => {
    refuseBound(context, OF_EVERYBODY);
    return auditPage(args, context.services.registry.audit);
  },

  backends: (_root, _args, { services }) =>
    backendInfo(services.adapters, services.fields, services.healthOf),
};

/** @throws FacetError when the caller is bound to corporations, whatever it asks for */
function refuseBound({ visibility }: Context, message: string): void {
  if (visibility.isBound) throw new FacetError('FORBIDDEN', message);
}

const OF_EVERYBODY =
  'The audit is of all corporations: ask for it as a caller that is bound to none.';
const NOT_WHOLE =
  'An export is of a whole person, also of their accounts in other corporations: ask for it as a caller that is bound to none.';

/** A caller sees its own writes, and with `ops:read` those of others that are about people whom it may know of. */
async function maySee(
  { caller, userId, steps }: OperationRow,
  { writes, grants, visibility, finder }: Context,
): Promise<boolean> {
  if (caller === writes.actor) return true;
  if (!grants.has('ops:read')) return false;
  if (!visibility.isBound) return true;
  const person = userId === null ? null : await finder.byUserId(userId);
  return person !== null && steps.every((step) => mayKnowStep(step, visibility));
}

/** Completes the path of what is wrong with an argument. */
const within = (error: unknown, place: readonly string[]): unknown =>
  error instanceof InputError ? error.within(...place) : error;

type Found = PromiseSettledResult<UserRow | null>;

/** A person by an argument at that place; at once where it is known. */
function lookUp(
  by: UserBy,
  { finder }: Context,
  ...place: readonly string[]
): Found | Promise<Found> {
  const failed = (error: unknown): Found => ({ status: 'rejected', reason: within(error, place) });
  try {
    const row = finder.look(by);
    return row instanceof Promise ? row.then(settled, failed) : settled(row);
  } catch (error) {
    return failed(error);
  }
}

const settled = (value: UserRow | null): Found => ({ status: 'fulfilled', value });

/** One entry of a list: what was found goes on, nothing is null, and a failure is that entry's alone. */
function each<Row, T>(
  found: PromiseSettledResult<Row | null>,
  present: (row: Row) => Promise<T>,
): Promise<T> | null {
  if (found.status === 'rejected') return Promise.reject(found.reason);
  return found.value && present(found.value);
}
