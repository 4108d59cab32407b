import { FacetError, InputError } from '#errors';
import { fieldWarnings, NO_HISTORY, namedSource, namedValues } from '#users';
import { edgeUsers } from './edge.ts';
import { refuseLong, tooLong } from '../limits/list-length.ts';
import { listOf, listProperty, report } from './list.ts';
import { pathOf } from './present.ts';
import type { UserResolvers } from '../resolvers.generated.ts';

export const User: UserResolvers = {
  account: (user, { at }) => user.accounts.find(({ backend }) => backend === at) ?? null,

  emails: listProperty,
  phones: listProperty,

  reportees: (user, _args, context, info) =>
    edgeUsers(listOf(user.reportees, context, info), context, info),

  history: async ({ id }, args, context, info) => {
    const { histories, objects } = context;
    const page = objects.take(1)
      ? await histories.page(id, args).catch(failureOf)
      : objects.exceeded();
    if (!(page instanceof Error)) return page;
    report(page, context, info);
    return NO_HISTORY;
  },

  possibleDuplicates: async ({ id }, _args, context, info) =>
    listOf(await context.finder.possibleDuplicates(id).catch(failureOf), context, info),

  details: ({ loadedAccounts }, { names }, context, info) => {
    refuseLong(names ?? null, 'names');
    const field = context.services.fields.get(info.fieldName);
    const source = field && namedSource(field, loadedAccounts);
    if (!source) return null;
    const { loaded, property } = source;
    context.warnings.push(...fieldWarnings(loaded, property, pathOf(info)));
    return namedValues(loaded, property, names ?? null);
  },

  provenance: (user, { fields }, context, info) => {
    const refusal = tooLong(fields ?? null, 'fields');
    if (refusal) return listOf(refusal, context, info);
    const asked = context.services.planner.unifiedFields(fields ?? null);
    const [unknown] = asked.unknown;
    if (unknown !== undefined) return listOf(noSuchField(unknown), context, info);
    return asked.fields.flatMap(({ name }) => user.provenance.get(name) ?? []);
  },
};

/** A failure that stands in a value's place, so that it costs no more than its own field. */
function failureOf(error: unknown): FacetError {
  if (error instanceof FacetError) return error;
  throw error;
}

const noSuchField = (index: number): InputError =>
  new InputError(
    'There is no such field of `User`; a nested one goes by path, as in "location.city".',
    ['fields', String(index)],
  );
