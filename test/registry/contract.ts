import { describe, expect, it } from 'vitest';
import type { Registry } from '#registry';
import { byKey, chakra, LINKED } from './contract/accounts.ts';
import { deliveriesContract } from './contract/deliveries.ts';
import { findContract } from './contract/find.ts';
import { linksContract } from './contract/links.ts';
import { mergingContract } from './contract/merging.ts';
import { pagesContract } from './contract/pages.ts';
import { recordsContract } from './contract/records.ts';
import { Subject } from './contract/subject.ts';

/** What every registry owes. `open` makes a fresh, empty one for each test. */
export function registryContract(name: string, open: () => Promise<Registry>): void {
  describe(`${name} as a registry`, () => {
    const subject = new Subject(open);
    findContract(subject);
    linksContract(subject);
    mergingContract(subject);
    recordsContract(subject);
    deliveriesContract(subject);
    pagesContract(subject);
    closingContract(subject);
  });
}

function closingContract(subject: Subject): void {
  it('finishes what runs before it closes, and refuses what comes later', async () => {
    const running = subject.registry.link(null, chakra('c-1'), LINKED);
    await subject.registry.close();
    expect((await running).kind).toBe('linked');
    const refused = { code: 'REGISTRY_UNAVAILABLE', message: expect.stringContaining('nothing') };
    await expect(subject.registry.find([byKey(chakra('c-1'))])).rejects.toMatchObject(refused);
    await expect(subject.registry.link(null, chakra('c-2'), LINKED)).rejects.toMatchObject(refused);
    await expect(subject.registry.count(null)).rejects.toMatchObject(refused);
  });
}
