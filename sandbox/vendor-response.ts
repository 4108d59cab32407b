import type { Contract, RawRequest } from './contract.ts';
import type { Reply } from './reply.ts';
import type { Problem, Vendor, VendorState } from './vendor.ts';

/** What a healthy backend answers: first who asks, then what, then the operation itself. */
export type Answer = (operation: string | null, request: RawRequest) => Reply;

export function answerOf(contract: Contract, vendor: Vendor, state: VendorState): Answer {
  return (operation, request) => {
    const run = operation === null ? undefined : state.operations[operation];
    if (operation === null || run === undefined) return vendor.refuse({ kind: 'unknownOperation' });
    if (!vendor.authorized(operation, request.headers)) {
      return vendor.refuse({ kind: 'unauthorized' });
    }
    const problems = [
      ...mediaTypeProblems(vendor, request),
      ...contract.problems(operation, request),
    ];
    if (problems.length > 0) return vendor.refuse({ kind: 'invalid', problems });
    return run(contract.parse(operation, request));
  };
}

/** OpenAPI leaves a media type's parameters open, and the vendors do not. */
function mediaTypeProblems(vendor: Vendor, { headers, body }: RawRequest): readonly Problem[] {
  const isNeeded = body !== '' || vendor.mediaTypeAlways;
  return isNeeded && !vendor.mediaType.test(headers['content-type'] ?? '')
    ? [{ rule: 'mediaType', field: 'content-type' }]
    : [];
}
