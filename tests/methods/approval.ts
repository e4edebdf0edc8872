// A method nobody ships: a colleague vouches for the person. Everything it takes is in this file.
import type { Method } from '../../src/core/methods/method.ts'
import { methodKind } from '../../src/core/people/identifiers.ts'
import { minutes } from '../../src/core/time.ts'
import type { ExtraMethod } from '../../src/wiring/plan.ts'

export const approval: Method = {
  kind: methodKind('approval'),
  class: 'vouching',
  evidence: 'outside',
  digits: null,
  sends: null,
  registers: null,
  lifetime: minutes(10),
  weigh: (measured) => (measured.kind === 'matches' ? 'right' : 'wrong'),
}

export const approvalFromElsewhere: ExtraMethod = {
  method: approval,
  proofs: null,
  face: {
    kind: 'approval',
    icon: 'M12 4l8 8-8 8-8-8z',
    choose: 'method.approval.choose',
    chooseHint: 'method.approval.choose-hint',
    title: 'method.approval.title',
    lead: 'method.approval.lead',
    leadProven: 'method.approval.lead',
  },
  sentences: {
    en: {
      'method.approval.choose': 'Ask a colleague',
      'method.approval.choose-hint': 'Someone who knows you says that it is you',
      'method.approval.title': 'A colleague was asked',
      'method.approval.lead': 'Call them, and come back when they have agreed.',
    },
  },
}
