import { describe, expect, it } from 'vitest';
import type { Cause } from '#registry';
import type { Delivery } from '../../../src/registry/registry.ts';
import { UNLINKED, tract } from './accounts.ts';
import type { Subject } from './subject.ts';

const HOOK: Cause = { kind: 'ADOPT', actor: 'HAPTIK_TRACT', evidence: 'hook' };

/** What a vendor tells of one person, by the name of the call. */
const delivery = (call: string, thirdParty: string, name: string): Delivery => ({
  account: {
    ...tract('h-1'),
    aliases: { thirdPartyUserId: thirdParty },
  },
  reported: { user_name: name, third_party_user_id: thirdParty },
  identifying: ['third_party_user_id'],
  digests: [`call ${call}`, `says ${thirdParty} ${name}`],
  aliasesFor: (userId) => ({ ectUserId: userId }),
});

/** What vendors tell us is recorded once. */
export function deliveriesContract(subject: Subject): void {
  describe('a delivery', () => {
    const state = async () => (await subject.userOf(tract('h-1')))?.accounts[0];

    it('is recorded with the identifier that it is answered', async () => {
      const userId = await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK);
      expect(await state()).toMatchObject({
        userId,
        aliases: { thirdPartyUserId: 'wa-1', ectUserId: userId },
        lastWrite: { record: { user_name: 'Old', third_party_user_id: 'wa-1' } },
      });
      expect(await subject.registry.history(userId ?? '')).toHaveLength(1);
    });

    it('that comes later takes the place of what an earlier one told', async () => {
      await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK);
      await subject.registry.deliver(delivery('2', 'wa-2', 'New'), HOOK);
      const told = { user_name: 'New', third_party_user_id: 'wa-2' };
      expect(await state()).toMatchObject({
        aliases: { thirdPartyUserId: 'wa-2' },
        lastWrite: { record: told },
      });
    });

    it('leaves what a write put there, before it or since', async () => {
      const { registry } = subject;
      const { id } = await subject.newUser({ ...tract('h-1'), written: { user_name: 'Written' } });
      await registry.deliver(delivery('1', 'wa-1', 'Told'), HOOK);
      expect((await state())?.lastWrite?.record).toMatchObject({ user_name: 'Written' });
      const platform = (name: string): Delivery => ({
        ...delivery(name, 'wa-1', `Told with ${name}`),
        reported: { device_platform: name },
      });
      await registry.deliver(platform('iOS'), HOOK);
      await registry.deliver(platform('Android'), HOOK);
      expect((await state())?.lastWrite?.record).toMatchObject({ device_platform: 'Android' });
      await registry.recordWrite(id, { device_platform: 'Webhook' });
      await registry.deliver(platform('Facebook'), HOOK);
      expect((await state())?.lastWrite?.record).toEqual({
        user_name: 'Written',
        device_platform: 'Webhook',
        third_party_user_id: 'wa-1',
      });
    });

    it('that says nothing new is no younger word', async () => {
      await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK);
      const before = await state();
      const same = {
        ...delivery('1', 'wa-1', 'Old'),
        digests: ['call 2', 'says it in other words'],
      };
      await subject.registry.deliver(same, HOOK);
      expect(await state()).toEqual(before);
    });

    it('changes nothing the second time, by its call or by what it says', async () => {
      const userId = await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK);
      await subject.registry.deliver(delivery('2', 'wa-2', 'New'), HOOK);
      const before = await state();
      const same = delivery('1', 'wa-1', 'Old');
      for (const again of [same, { ...same, digests: ['call 9', 'says wa-1 Old'] }]) {
        expect(await subject.registry.deliver(again, HOOK)).toBe(userId);
        expect(await state()).toEqual(before);
      }
    });

    it('brings back no account that was unlinked', async () => {
      const userId = await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK);
      await subject.registry.unlink(userId ?? '', tract('h-1'), UNLINKED);
      expect(await subject.registry.deliver(delivery('1', 'wa-1', 'Old'), HOOK)).toBe(userId);
      expect(await state()).toBeUndefined();
      expect(await subject.registry.count(null)).toBe(1);
    });

    it('is one for many who bring it at once', async () => {
      const ids = await Promise.all(
        Array.from({ length: 30 }, async (_, n) =>
          subject.registry.deliver(delivery(`${n % 3}`, 'wa-1', 'Old'), HOOK),
        ),
      );
      expect(new Set(ids).size).toBe(1);
      expect(await subject.registry.count(null)).toBe(1);
    });
  });
}
