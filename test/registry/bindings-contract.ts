import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BindingPart } from '#normalise';
import type { BoundRegistry, NewStep, StepOutcome } from '#registry';
import { creation, HAPTIK, skipped, step } from './operations-contract.ts';

const part = (value: string, more: Partial<BindingPart> = {}): BindingPart => ({
  backend: 'HAPTIK',
  variable: 'HAPTIK_URL',
  value,
  shown: value,
  ...more,
});
const tenant = (value: string) => part(value, { variable: 'HAPTIK_CLIENT_ID', shown: null });
const chakra = part('https://c', { backend: 'CHAKRA', variable: 'CHAKRA_URL' });

const changed = { backend: 'HAPTIK', variable: 'HAPTIK_URL', kind: 'changed' } as const;
const lastWord = (): StepOutcome => ({ status: 'UNKNOWN', account: null, error: null });

/** What every registry owes of its binding. `open` makes a fresh, empty one for each test. */
export function bindingsContract(name: string, open: () => Promise<BoundRegistry>): void {
  describe(`${name} bound to its backends`, () => {
    let registry: BoundRegistry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    it('takes what is new, and knows it again', async () => {
      const { bindings } = registry;
      expect(await bindings.bind([part('https://a')], 'facet')).toEqual([]);
      expect(await bindings.bind([part('https://a')], 'facet')).toEqual([]);
      // A backend, or a setting of one, that was not there before.
      expect(await bindings.bind([part('https://a'), tenant('t'), chakra], 'facet')).toEqual([]);
    });

    it('refuses what is another one or is gone, and takes nothing then', async () => {
      const { bindings } = registry;
      await bindings.bind([part('https://a'), tenant('t')], 'facet');
      const other = [part('https://b'), chakra];
      const refused = [
        { ...changed, was: 'https://a', is: 'https://b' },
        { ...changed, variable: 'HAPTIK_CLIENT_ID', kind: 'removed', was: null, is: null },
      ];
      expect(await bindings.bind(other, 'facet')).toEqual(refused);
      expect(await bindings.bind(other, 'facet')).toEqual(refused);
      expect(await bindings.bind([part('https://a'), tenant('u')], 'facet')).toEqual([
        { ...refused[1], kind: 'changed' },
      ]);
      expect(await bindings.bind([], 'facet')).toHaveLength(2);
      expect(await bindings.bind([part('https://a'), tenant('t')], 'facet')).toEqual([]);
    });

    it('takes one of many that start at once with different settings, and refuses the others', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, async (_, n) =>
          registry.bindings.bind([part(`https://${n}`)], 'facet'),
        ),
      );
      expect(answers.filter((changes) => changes.length === 0)).toHaveLength(1);
    });

    it('belongs to others once that is confirmed', async () => {
      const { bindings } = registry;
      await bindings.bind([part('https://a'), chakra], 'facet');
      const preview = await bindings.preview([part('https://b')]);
      expect(preview).toEqual({
        changes: [
          { ...changed, was: 'https://a', is: 'https://b' },
          {
            ...changed,
            backend: 'CHAKRA',
            variable: 'CHAKRA_URL',
            kind: 'removed',
            was: 'https://c',
            is: null,
          },
        ],
        openSteps: 0,
      });
      expect(await bindings.bind([part('https://b')], 'facet')).toHaveLength(2);
      expect(await bindings.rebind([part('https://b')], 'alice', lastWord)).toEqual(preview);
      expect(await bindings.bind([part('https://b')], 'facet')).toEqual([]);
      expect(await bindings.bind([part('https://a'), chakra], 'facet')).toHaveLength(1);
    });

    it('tells a process that it is not bound to its backends any more', async () => {
      const { bindings } = registry;
      const mine = [part('https://a'), tenant('t')];
      expect(await bindings.isBoundTo(mine)).toBe(false);
      await bindings.bind(mine, 'facet');
      expect(await bindings.isBoundTo(mine)).toBe(true);
      // What another process added does not concern it.
      await bindings.bind([...mine, chakra], 'facet');
      expect(await bindings.isBoundTo(mine)).toBe(true);
      await bindings.rebind([part('https://a'), tenant('u'), chakra], 'alice', lastWord);
      expect(await bindings.isBoundTo(mine)).toBe(false);
    });

    it('gives open steps at another backend their last word, and lets the rest go on', async () => {
      const { bindings, operations } = registry;
      await bindings.bind([part('https://a'), chakra], 'facet');
      const elsewhere: NewStep = { ...step, backend: 'EMERITUS', account: null };
      const steps = [step, { ...step, account: { ...HAPTIK, ref: 'a2' } }, elsewhere, skipped];
      const lease = { owner: 'me', ms: 60_000 };
      const { operation } = await operations.begin(creation({ steps }), lease);
      const claim = { id: operation.id, lease };
      await operations.sent(claim, 1);
      await operations.sent(claim, 2);
      const seen: string[] = [];
      const { openSteps } = await bindings.rebind([part('https://b'), chakra], 'alice', (one) => {
        seen.push(one.state);
        return lastWord();
      });
      expect([openSteps, seen]).toEqual([2, ['INTENT', 'SENT']]);
      // Whoever drove it must not go on.
      await expect(operations.renew(claim)).rejects.toThrow('another process');
      const [taken] = await operations.claimDue({ owner: 'you', ms: 60_000 }, 1);
      expect(taken?.id).toBe(operation.id);
      const ended = { state: 'DONE', outcome: lastWord(), request: {} };
      expect(taken?.steps).toMatchObject([ended, ended, { state: 'SENT' }, { state: 'DONE' }]);
    });

    it('touches no step when a backend is only added', async () => {
      const { bindings, operations } = registry;
      await bindings.bind([part('https://a')], 'facet');
      await operations.begin(creation(), { owner: 'me', ms: 60_000 });
      const added = await bindings.rebind([part('https://a'), tenant('t')], 'alice', lastWord);
      expect(added.openSteps).toBe(0);
    });
  });
}
