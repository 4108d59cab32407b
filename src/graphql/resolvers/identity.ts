import { FacetError } from '#errors';
import { presentUser } from './present.ts';
import type {
  AuditConnectionResolvers,
  HistoryConnectionResolvers,
  PossibleDuplicateResolvers,
} from '../resolvers.generated.ts';

export const HistoryConnection: HistoryConnectionResolvers = {
  nodes: ({ edges }) => edges.map(({ node }) => node),
};

export const AuditConnection: AuditConnectionResolvers = {
  nodes: ({ edges }) => edges.map(({ node }) => node),
};

export const PossibleDuplicate: PossibleDuplicateResolvers = {
  user: async ({ userId }, _args, context, info) => {
    const row = await context.finder.byUserId(userId);
    if (!row) throw new FacetError('NOT_FOUND', 'This user was merged or changed meanwhile.');
    return presentUser(row, context, info);
  },
};
