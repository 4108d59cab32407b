import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/telemetry/events.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';

const file = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string };
}
const { groups } = parse(file('deploy/alerts.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(file('deploy/grafana.json')) as {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
};
const graphs = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const manual = file('docs/operating.md');

/** The metrics of an expression, without what Prometheus adds to the names of histograms. */
const namesIn = (expression: string): readonly string[] =>
  expression.match(/\b(?:facet|process|nodejs)_[a-z0-9_]+/g) ?? [];

let facet: TestFacet;
let types: ReadonlyMap<string, string>;
beforeAll(async () => {
  facet = await startTestFacet();
  const text = await (await fetch(`${facet.url}/metrics`)).text();
  types = new Map(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]),
  );
});
afterAll(async () => facet.close());

const isExported = (name: string): boolean => {
  const [, base = '', part] = /^(.*?)(_bucket|_sum|_count)?$/.exec(name) ?? [];
  return types.has(name) || (part !== undefined && types.get(base) === 'histogram');
};

describe('the alert rules', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s looks at what is exported',
    (_name, { expr }) => {
      expect(namesIn(expr)).not.toEqual([]);
      for (const name of namesIn(expr)) expect([name, isExported(name)]).toEqual([name, true]);
      for (const [, event = ''] of expr.matchAll(/event="([^"]*)"/g))
        expect(EVENTS).toContain(event);
    },
  );

  it('are about different things, and say where the manual tells what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { annotations } of rules) {
      for (const [, chapter = ''] of annotations.summary.matchAll(/See "([^"]+)"/g)) {
        expect(manual).toContain(`### ${chapter}\n`);
      }
    }
  });
});

describe('the dashboard', () => {
  it('shows what is exported', () => {
    const names = graphs.flatMap(namesIn);
    expect(names.length).toBeGreaterThan(25);
    for (const name of names) expect([name, isExported(name)]).toEqual([name, true]);
  });

  it('shows every metric of Facet', () => {
    const shown = new Set(
      graphs.flatMap(namesIn).map((name) => name.replace(/_(bucket|sum|count)$/, '')),
    );
    const own = [...types.keys()].filter((name) => name.startsWith('facet_'));
    expect(own.length).toBeGreaterThan(20);
    for (const name of own) expect([name, shown.has(name)]).toEqual([name, true]);
  });
});

it('the manual lists every metric of Facet and every event of the log', () => {
  for (const name of types.keys())
    if (name.startsWith('facet_')) expect(manual).toContain(`\`${name}\``);
  for (const event of [...EVENTS, 'request']) expect(manual).toContain(`\`${event}\``);
});
