import type { z } from 'zod';

/** A line for each problem, which names its variable; the first one first. */
export const linesOf = ({ issues }: z.ZodError): readonly string[] =>
  issues.map(({ path, message }) => {
    const variable = String(path[0] ?? 'The environment');
    return message.startsWith(variable) ? message : `${variable}: ${message}`;
  });
