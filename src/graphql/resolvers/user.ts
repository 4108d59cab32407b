import { InputError } from '../../errors.ts';
import { pageOfHistory } from '../../users/history.ts';
import { namedValues } from '../../users/named.ts';
import { edgeUsers } from '../edge.ts';
import { listOf } from '../list.ts';
import type { UserResolvers } from '../resolvers.generated.ts';

export const User: UserResolvers = {
  account: (user, { at }) => user.accounts.find(({ backend }) => backend === at) ?? null,

  emails: (user, _args, context, info) => listOf(user.emails, context, info),

  phones: (user, _args, context, info) => listOf(user.phones, context, info),

  reportees: async (user, _args, context, info) =>
    edgeUsers(listOf(user.reportees, context, info), context, info),

  history: async (user, args, { services }) => pageOfHistory(user.id, args, services.registry),

  possibleDuplicates: async (user, _args, { finder }) => finder.possibleDuplicates(user.id),

  details: (user, { names }) =>
    user.detailsAt && namedValues(user.detailsAt, 'details', names ?? null),

  provenance: (user, { fields }, context, info) => {
    const asked = context.services.planner.unifiedFields(fields ?? null);
    const [unknown] = asked.unknown;
    if (unknown !== undefined) return listOf(noSuchField(unknown), context, info);
    return asked.fields.flatMap(({ name }) => user.provenance.get(name) ?? []);
  },
};

const noSuchField = (index: number): InputError =>
  new InputError(
    'There is no such field of `User`; a nested one goes by path, as in "location.city".',
    ['fields', String(index)],
  );
