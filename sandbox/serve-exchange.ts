import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './vendor-response.ts';
import type { Contract } from './contract.ts';
import type { FaultSchedule } from './fault-plan.ts';
import type { RequestLog } from './log.ts';
import { loggedRequest, readRequest } from './request.ts';
import { send } from './send.ts';
import type { Vendor } from './vendor.ts';

interface Parts {
  readonly vendor: Vendor;
  readonly contract: Contract;
  readonly answer: Answer;
  readonly log: RequestLog;
  readonly plan: FaultSchedule;
}

/** One exchange from the first byte to the last, with the fault that is planned for it; never rejects. */
export function exchangeOf({ vendor, contract, answer, log, plan }: Parts) {
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    if (request === null) return;
    const operation = contract.operationOf(request);
    const entry = loggedRequest(operation, request);
    log.add(entry);
    const fault = operation === null ? null : plan.take(operation, request);
    try {
      await fault?.before?.();
      if (fault?.instead) fault.instead(response);
      else await (fault?.deliver ?? send)(response, answer(operation, request), vendor.idField);
    } catch (error) {
      entry.failure = error;
      send(response, vendor.refuse({ kind: 'failure' }));
    }
    entry.status = response.headersSent ? response.statusCode : null;
  };
}
