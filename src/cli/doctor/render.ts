import { VERSION } from '#version';
import type { Check, Examination } from './check.ts';

const MARKS = {
  ok: 'ok       ',
  warning: 'warning  ',
  problem: 'PROBLEM  ',
  untried: '-        ',
} as const satisfies Record<Check['status'], string>;

/** For people: each part with its place and its checks, and a last line that counts. */
export function asText({ checks, places }: Examination): string {
  const parts = [...new Set(checks.map(({ part }) => part))].map((part) => {
    const own = checks.filter((one) => one.part === part);
    return [[part, places[part] ?? ''].join('  ').trimEnd(), ...own.flatMap(linesOf)].join('\n');
  });
  return [`Facet ${VERSION}`, ...parts, summaryOf(checks)].join('\n\n');
}

/** For pipelines. */
export const asJson = ({ checks }: Examination): string =>
  JSON.stringify(
    {
      version: VERSION,
      ok: countOf(checks, 'problem') === 0,
      problems: countOf(checks, 'problem'),
      warnings: countOf(checks, 'warning'),
      checks,
    },
    null,
    2,
  );

const linesOf = ({ subject, status, message, advice }: Check): readonly string[] => {
  const mark = MARKS[status];
  const indent = ' '.repeat(mark.length + 2);
  return [`  ${mark}${subject}: ${message}`, ...(advice === null ? [] : [`${indent}${advice}`])];
};

const countOf = (checks: readonly Check[], status: Check['status']): number =>
  checks.filter((one) => one.status === status).length;

function summaryOf(checks: readonly Check[]): string {
  const problems = countOf(checks, 'problem');
  const warnings = countOf(checks, 'warning');
  if (problems + warnings === 0) return 'Nothing is wrong.';
  return `Problems: ${problems}. Warnings: ${warnings}.`;
}
