import { describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, NewAccount, UserKey } from '#registry';
import { databases } from './databases.ts';

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({
  backend: 'CHAKRA',
  scope: '',
  ref,
  written: { firstName: 'Asha' },
});
const keyOf = (ref: string): UserKey => ({ by: 'key', backend: 'CHAKRA', scope: '', ref });

describe.each(databases())('a registry in $name', ({ newRegistryUrl }) => {
  it('finds a person of whom nothing has changed as the same object, whatever else has', async () => {
    const url = await newRegistryUrl();
    const [registry, other] = await Promise.all([openRegistry(url), openRegistry(url)]);
    await registry.seed([[chakra('c-1')], [chakra('c-2')]], LINKED);
    const find = async (ref: string) => (await registry.find([keyOf(ref)]))[0];
    const [first, second] = [await find('c-1'), await find('c-2')];

    await other.recordWrite(second?.accounts[0]?.id ?? '', { firstName: 'Asha R.' });
    expect(await find('c-1')).toBe(first);
    const changed = await find('c-2');
    expect(changed).not.toBe(second);
    expect(changed?.accounts[0]?.lastWrite?.record).toEqual({ firstName: 'Asha R.' });

    await other.link(first?.id ?? null, { backend: 'VOLT_MX', scope: '', ref: '1' }, LINKED);
    expect((await find('c-1'))?.accounts).toHaveLength(2);
    await Promise.all([registry.close(), other.close()]);
  });
});
