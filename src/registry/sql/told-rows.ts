import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * Rows of values as a table, whose columns SQLite and PostgreSQL both name `column1`, `column2` and so on. PostgreSQL takes
 * them for text: a number is cast where it is used.
 */
export const toldRows = (
  rows: readonly (readonly (string | number | null)[])[],
): RawBuilder<unknown> => sql`(values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))})`;
