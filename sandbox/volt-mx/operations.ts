import { randomBytes } from 'node:crypto';
import type { components } from '../../src/backends/volt-mx/wire.ts';
import type { Records } from '../record-store.ts';
import { json, jsonText, type Reply } from '../reply.ts';
import { checked, type Operation, type Problem } from '../vendor.ts';
import type { VoltMxRecord } from './records.ts';

export function operationsOn(records: Records<VoltMxRecord>): Record<string, Operation> {
  return {
    createUser: checked<components['schemas']['CreateUserRequest']>((request) => {
      const sameEmail = records.find((record) => sameAddress(record.email, request.email));
      if (sameEmail) return answer(400, sameEmail.id, 'User already exists with this Email');
      const sameMobile =
        request.mobileNumber !== undefined &&
        records.find((record) => record.mobileNumber === request.mobileNumber);
      if (sameMobile)
        return answer(400, sameMobile.id, 'User already exists with this mobile number');
      const id = newId();
      records.set(id, { ...request, id });
      return answer(200, id, 'Details added successfully');
    }),
  };
}

const sameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The vendor's table says that an id is a long, its sample is a string: even ids are the one, odd ids the other. */
function answer(status: number, id: string, message: string): Reply {
  const isEven = BigInt(id) % 2n === 0n;
  return jsonText(status, `{"id":${isEven ? id : `"${id}"`},"message":${JSON.stringify(message)}}`);
}

/** At random, since a sandbox that starts again must not hand out an id for the second time. */
const newId = (): string => String(randomBytes(8).readBigUInt64BE() >> 1n);

/** The vendor's words for what is wrong (vendor's document, "Response Status"). */
export function invalid(problems: readonly Problem[]): Reply {
  const missing = problems.find(({ rule }) => rule === 'required' || rule === 'minLength');
  if (missing) {
    return json(400, {
      message: `Attribute '${missing.field}' is a mandatory field. Please provide a valid value for the same`,
    });
  }
  const isMobile = problems.some(({ field }) => field === 'mobileNumber');
  return json(400, {
    message: isMobile
      ? 'Mobile number should have country code followed by ten digit number'
      : 'The request contains invalid attributes',
  });
}
