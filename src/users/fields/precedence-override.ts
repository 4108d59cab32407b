import { ConfigError } from '#errors';
import type { Backend } from '#schema';
import { precedence } from './precedence.ts';
import type { FieldName, PrecedenceOverrides, Source } from './precedence.ts';

const FORM = 'PRECEDENCE must be like "displayName=EMERITUS,CHAKRA; gender=EMERITUS"';

/**
 * Reads the environment's reordering of the precedence table: only the backends that a field names are asked for it,
 * in that order.
 * @throws ConfigError when a field or one of its backends does not exist.
 */
export function readPrecedence(text: string): PrecedenceOverrides {
  const rows = text.split(';').filter((row) => row.trim() !== '');
  return Object.fromEntries(rows.map(readRow));
}

function readRow(row: string): readonly [FieldName, readonly Backend[]] {
  const [field = '', order] = row.split('=').map((part) => part.trim());
  if (!isField(field) || !order) throw new ConfigError(`${FORM}, with fields of User.`);
  const sources: readonly Source[] = precedence[field];
  const possible = new Set(sources.flatMap(backendsOf));
  const named = order.split(',').map((name) => name.trim());
  const wanted = [...possible].filter((backend) => named.includes(backend));
  if (wanted.length < named.length) {
    throw new ConfigError(
      `${FORM}; the backends that have ${field} are ${[...possible].join(', ')}.`,
    );
  }
  return [field, wanted.toSorted((a, b) => named.indexOf(a) - named.indexOf(b))];
}

const isField = (name: string): name is FieldName => Object.hasOwn(precedence, name);

function backendsOf(source: Source): readonly Backend[] {
  if (typeof source === 'object' && 'derive' in source) return backendsOf(source.from);
  return [source].flat().map((property) => property.split('.')[0] as Backend);
}
