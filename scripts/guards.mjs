// The guards of the journey and of registration, each as it stands in the source and as it reads once removed. What a guard is for is its name.

/** @typedef {{name: string, file: string, guard: string, without: string}} Guard */

/**
 * @param {string} file
 * @param {readonly (readonly [name: string, guard: string, without: string])[]} guards
 * @returns {Guard[]}
 */
const inFile = (file, guards) =>
  guards.map(([name, guard, without]) => ({ name, file: `src/core/${file}`, guard, without }))

export const guards = [
  ...inFile('journey/decide.ts', [
    ['a journey that ended stays ended', '  if (hasEnded(journey.stage)) return stay\n', ''],
    ['a lapsed journey takes no step', 'lapse(journey, facts) ?? ', ''],
    ['a journey that a newer one closed is over', 'return closed || !(', 'return !('],
    ['a journey ends with its time', 'closed || !(facts.now < deadline(journey, facts.policy.times))', 'closed'],
    [
      'nobody walks away from a write',
      "case 'start-over':\n      return isWorking(journey) ? stay : leave(",
      "case 'start-over':\n      return leave(",
    ],
    [
      'nobody asks for help instead of a write',
      "case 'help-asked':\n      return isWorking(journey) ? stay : leave(",
      "case 'help-asked':\n      return leave(",
    ],
  ]),
  ...inFile('journey/resolve.ts', [
    ['a name is resolved once', "  if (journey.subject.kind !== 'unresolved') return stay\n", ''],
    ['the reason is chosen once', "  if (journey.stage.at !== 'reason') return stay\n", ''],
    ['who may not go on goes on as nobody', 'if (verdict.eligible) return', 'if (verdict.eligible || true) return'],
    [
      'a name whose starts are spent goes on as nobody',
      'purpose, throttled, directory, now })',
      'purpose, throttled: false, directory, now })',
    ],
  ]),
  ...inFile('journey/choose.ts', [
    ['a method is chosen at a gate', "  if (journey.stage.at !== 'choosing') return stay\n", ''],
    ['only what is offered is chosen', '  if (!offeredKinds(journey, facts).includes(event.kind)) return stay\n', ''],
    ['messages keep their gaps', '    if (refusal !== null) return step(journey, facts, { remark: refusal })\n', ''],
    ['an address gets no more mail than its cap', 'send: to !== null && !capped', 'send: to !== null'],
    [
      'what was issued is for this challenge',
      'stage.challenge.id !== event.challenge || stage.challenge.issued !== null',
      'stage.challenge.issued !== null',
    ],
    [
      'a challenge is issued once',
      'stage.challenge.id !== event.challenge || stage.challenge.issued !== null',
      'stage.challenge.id !== event.challenge',
    ],
    [
      'nobody has no methods',
      "journey.subject.kind !== 'account' || facts.account?.id !== journey.subject.account",
      "facts.account === null || journey.subject.kind === 'unresolved' || facts.account.id !== journey.subject.account",
    ],
    [
      "another account's methods are not this one's",
      "journey.subject.kind !== 'account' || facts.account?.id !== journey.subject.account",
      "journey.subject.kind !== 'account' || facts.account === null",
    ],
  ]),
  ...inFile('journey/prove.ts', [
    [
      'an attempt is at the current challenge',
      "if (stage.at !== 'challenged' || stage.challenge.id !== id) return stay",
      "if (stage.at !== 'challenged') return stay",
    ],
    ['a wait is waited', '  if (journey.waitUntil !== null && facts.now < journey.waitUntil) return stay\n', ''],
    [
      'an expired challenge is not tried',
      "  if (!(facts.now < challenge.expiresAt)) return step(journey, facts, { remark: 'code-expired' })\n",
      '',
    ],
    [
      'a challenge has so many tries',
      "  if (challenge.issued.triesLeft === 0) return step(journey, facts, { remark: 'code-spent' })\n",
      '',
    ],
    ['each attempt takes a try', 'triesLeft: challenge.issued.triesLeft - 1', 'triesLeft: challenge.issued.triesLeft'],
    [
      'evidence is for the current challenge',
      "stage.at !== 'challenged' || stage.challenge.id !== event.challenge || stage.challenge.issued === null",
      "stage.at !== 'challenged' || stage.challenge.issued === null",
    ],
    [
      'evidence comes before the challenge expires',
      "  if (!(facts.now < stage.challenge.expiresAt)) return step(journey, facts, { remark: 'code-expired' })\n",
      '',
    ],
    ['evidence is weighed', " || method.weigh(event.measured, registered, facts.now) === 'wrong'", ''],
    [
      'nothing is compared while comparisons are spent',
      '  if (!comparisonStanding(facts.counters, kind, facts.allowance, facts.policy.limits, facts.now).open) return null\n',
      '',
    ],
    [
      'evidence is for the method that was challenged',
      'each.id === challenge?.method && each.address === challenge.address',
      'each.kind === kind && each.address === challenge?.address',
    ],
    [
      'a comparison that failed is counted',
      'counted ? countFailure(facts.counters, kind, facts.allowance, facts.now) : facts.counters',
      'facts.counters',
    ],
    ['too many failures block a journey', 'const blocked = spent || (', 'const blocked = ('],
    [
      'a wait that outlasts the journey ends it',
      'spent || (until > facts.now && until >= absoluteEnd(journey, facts.policy.times))',
      'spent',
    ],
    [
      "a step of the app's code is spent",
      "event.measured.kind === 'matches' && event.measured.step !== undefined",
      "event.measured.kind === 'differs'",
    ],
  ]),
  ...inFile('journey/after-gates.ts', [
    [
      "the account is the journey's own",
      "account === null || journey.subject.kind !== 'account' || journey.subject.account !== account.id",
      'account === null',
    ],
    ['eligibility is asked again', '  if (!verdict.eligible) return notEligible(journey, verdict.reason)\n', ''],
    [
      'a proof by a method that is gone is none',
      '  if (held.length < journey.proofs.length) return',
      '  if (held.length > journey.proofs.length) return',
    ],
    [
      'all gates are proven',
      'if (held.length < gatesFor(policy, account, catalogue, facts.underAttack, now))',
      'if (held.length < 1)',
    ],
  ]),
  ...inFile('journey/finish.ts', [
    ['a password is offered after the gates', "if (stage.at !== 'new-password') return stay", ''],
    [
      'everything is asked again before the write',
      "if (standing.stage.at !== 'new-password') {",
      "if (standing.stage.at === 'reason') {",
    ],
    [
      'a refused password is not written',
      '  if (refused !== null) return refuse(journey, refused, stage.rejections, facts)\n',
      '',
    ],
    ['only a write has an outcome', "if (stage.at !== 'writing') return stay", ''],
    ['only an unlock is unlocked', "  if (journey.stage.at !== 'unlocking') return stay\n", ''],
    [
      'an unlock is asked for once at a time',
      "if (journey.stage.at !== 'unlocking' || journey.stage.asked) return stay",
      "if (journey.stage.at !== 'unlocking') return stay",
    ],
    [
      'only a lost write is looked for',
      "  if (journey.stage.at !== 'indeterminate' && journey.stage.at !== 'writing') return stay\n",
      '',
    ],
    [
      'refused passwords come to an end',
      'const spent = rejections >= facts.policy.times.rejections',
      'const spent = false',
    ],
    [
      'a new password closes every journey',
      "purpose === 'reset' ? closeEveryJourney(counters) : closeJourney",
      'closeJourney',
    ],
  ]),
  ...inFile('policy/gates.ts', [
    ['administrators prove twice', 'isAdministrator(account.entry.role) || policy.gates === 2', 'policy.gates === 2'],
    [
      'under attack two are asked of who holds two',
      'return attack && passableGates',
      'return !attack && passableGates',
    ],
    [
      'administrators never use knowledge',
      "method !== undefined && !(administrator && method.class === 'knowledge')",
      'method !== undefined',
    ],
    ['only proven methods are usable', 'isTrusted(each, policy) && (each.heldUntil', '(each.heldUntil'],
    ['what stands on many accounts is not trusted unproven', ' && !method.shared', ''],
    ['a method on hold is not usable', '(each.heldUntil === null || each.heldUntil <= now)', 'true'],
    ['knowledge is never first', "itsClass !== undefined && itsClass !== 'knowledge'", 'itsClass !== undefined'],
    ['one method passes one gate', 'method.id !== proof.method && ', ''],
    ['one class passes one gate', ' && itsClass !== proof.class', ''],
    ['one address passes one gate', ' && !sameAddress', ''],
  ]),
  ...inFile('throttle/standing.ts', [
    [
      'a method stops for everyone',
      '  if (streak.known + streak.strangers >= limits.streakForAll) return { open: false, until: null }\n',
      '',
    ],
    [
      'a method stops for strangers first',
      "if (allowance === 'strangers' && streak.strangers >= limits.streakForStrangers)",
      "if (allowance === 'known' && streak.strangers >= limits.streakForStrangers)",
    ],
    ['failures fill their windows', '...limits.failures.map((window) => spentUntil(failures, window, now)), ', ''],
    ['a failure asks for a wait', ', waitEnd(failures, limits, now)]', ']'],
    [
      'starts fill their windows',
      'return until > now ? { open: false, until } : open\n}\n\n/** Whether one more message',
      'return open\n}\n\n/** Whether one more message',
    ],
    [
      'mails to an address fill their windows',
      'limits.mails.every((window) => spentUntil(all, window, now) <= now) &&',
      '',
    ],
    [
      'unasked mails have a cap of their own',
      '(asked || spentUntil(unasked, limits.unsolicitedMails, now) <= now)',
      'true',
    ],
  ]),
  ...inFile('throttle/counters.ts', [
    ['a fourth journey closes none that is proven', 'rivals.find((each) => !each.proven)', 'rivals[0]'],
    ['strangers close nothing of a known browser', 'others.filter((each) => each.allowance === allowance)', 'others'],
    ['a fourth journey closes one', 'rivals.length >= most ? ', 'rivals.length < 0 ? '],
    ["a success ends one method's streak", '[kind]: none', '...{}'],
  ]),
  ...inFile('methods/authenticator-app/authenticator-app.ts', [
    [
      'codes of far steps are wrong',
      "    if (Math.abs(measured.step - stepAt(now)) > acceptedDrift) return 'wrong'\n",
      '',
    ],
    [
      'each step counts once',
      "registered.lastStep !== null && measured.step <= registered.lastStep ? 'wrong' : 'right'",
      "'right'",
    ],
  ]),
  ...inFile('registration/decide.ts', [
    [
      'a frozen account’s methods stay as they are',
      'facts.account.frozenAt !== null || !opens(facts.kind, state, event)',
      '!opens(facts.kind, state, event)',
    ],
    [
      'a session that is not full opens its own page alone',
      'facts.account.frozenAt !== null || !opens(facts.kind, state, event)',
      'facts.account.frozenAt !== null',
    ],
  ]),
  ...inFile('registration/standing.ts', [
    [
      'only a usable method is a fresh proof',
      'provable.filter(({ id }) => fresh.some(({ method }) => method === id))',
      'facts.account.methods.filter(({ id }) => fresh.some(({ method }) => method === id))',
    ],
    ['a later addition is on hold', 'provesTwice(shown, facts.catalogue) ? 0 : holdSpan', '0'],
    [
      'a hold is spared by two proofs of different kinds only',
      'provesTwice(shown, facts.catalogue) ? 0 : holdSpan',
      'shown.length > 1 ? 0 : holdSpan',
    ],
    ['whoever has methods proves one', "  if (shown.length === 0) return { kind: 'prove' }\n", ''],
    [
      'a first enrolment asks for the password',
      "  if (!fresh.some((each) => each.class === 'password')) return { kind: 'password' }\n",
      '',
    ],
    [
      'a stolen password makes no second proof for an administrator',
      "  if (isForAdministrator(state, facts)) return { kind: 'closed' }\n",
      '',
    ],
    ['an account that was emptied is no new one', ' && account.registration.confirmedAt === null', ''],
    ['an imported address comes first', 'if (known !== undefined)', 'if (known !== undefined && (false as boolean))'],
    ['an enrolment code is asked for', "if (asked === 'enrolment-code') return", 'if (false as boolean) return'],
    ['known-address enrols nobody without one', "asked === 'known-address' ? { kind: 'closed' } :", ''],
    [
      'in a set-up only what it registered counts',
      'each.provenAt !== null && state.enrolled.includes(each.id)',
      'each.provenAt !== null',
    ],
    [
      'an administrator needs two gates',
      'isForAdministrator(state, facts) ? 2 : facts.policy.gates',
      'facts.policy.gates',
    ],
  ]),
  ...inFile('registration/session.ts', [
    ['a proof is fresh for a while', 'each.at > earlier(now, lifetime) && each.at <= now', 'each.at <= now'],
  ]),
  ...inFile('registration/interrupt.ts', [
    [
      'nobody is asked whom the policy does not include',
      '!registration.required || !isEnabled(policy, account)',
      '!registration.required',
    ],
    [
      'a password that must change comes first',
      "if (passed === 'password' && mustChange(entry, facts.now)) return 'must-change'\n",
      '',
    ],
    [
      'an administrator brings a second proof',
      "passed !== 'second-proof' && isForAdministrator(state, facts)",
      'false as boolean',
    ],
  ]),
  ...inFile('registration/offer-method.ts', [
    [
      'only kinds that the policy allows are registered',
      "  if (!kindsToRegister(state, facts).includes(pending.kind)) return refuse('kind-not-allowed')\n",
      '',
    ],
    [
      'nobody has more than ten',
      "  if (replaces === null && own.length >= mostMethods) return refuse('too-many-methods')\n",
      '',
    ],
    [
      'one address is one method',
      "  if (pending.address !== null && isRegistered(pending.address, own)) return refuse('already-registered')\n",
      '',
    ],
    [
      'an administrator is left a method for the next sign-in',
      'leavesNone && isForAdministrator(state, facts)',
      'false as boolean',
    ],
  ]),
  ...inFile('registration/keep-method.ts', [
    [
      'what has to be shown is asked again at the end',
      'const terms = termsOfAdding(errand, state, facts, finishLifetime)',
      'const terms = true ? { hold: 0, first: false } : termsOfAdding(errand, state, facts, finishLifetime)',
    ],
    ['an address on many accounts is told of', 'accounts > mostAccountsOfOne', 'false as boolean'],
  ]),
  ...inFile('registration/end-of-set-up.ts', [
    ['a set-up ends with its password', 'setUp?.passwordSet !== true', 'setUp === null'],
    [
      'a set-up ends with its gates',
      ' || gatesPassed(state, facts) < gatesNeeded(state, facts)) return null',
      ') return null',
    ],
    [
      'a link takes no role from a global administrator',
      'granted !== held && mayLoseRole(held, 0)',
      'granted !== held',
    ],
  ]),
  ...inFile('registration/answer-errand.ts', [
    [
      'a try belongs to the errand’s challenge',
      'if (errand === null || errand.challenge.id !== id || errand.challenge.issued === null)',
      'if (errand === null || errand.challenge.issued === null)',
    ],
    [
      'evidence belongs to the errand’s challenge',
      'if (errand === null || errand.challenge.id !== event.challenge || errand.challenge.issued === null)',
      'if (errand === null || errand.challenge.issued === null)',
    ],
    [
      'early tries are not taken',
      '  if (errand.waitUntil !== null && facts.now < errand.waitUntil) return stayPut\n',
      '',
    ],
    [
      'a code has a few tries',
      "  if (challenge.triesLeft === 0) return stepTo(state, facts, { remark: 'code-spent' })\n",
      '',
    ],
    [
      'a spent method is not compared',
      '  if (isOnRecord(errand) && !isOpen(errand.challenge.kind, facts)) return null\n',
      '',
    ],
  ]),
  ...inFile('registration/challenge-errand.ts', [
    [
      'messages keep their gap',
      "  if (next !== null && facts.now < next) return stepTo(state, facts, { remark: 'send-later' })\n",
      '',
    ],
    [
      'nobody is mailed more than a keyboard needs',
      '!(unproven && spentUntil(facts.counters.enrolments, facts.policy.limits.enrolmentMails, facts.now) > facts.now)',
      'true',
    ],
  ]),
  ...inFile('registration/change-methods.ts', [
    [
      'an administrator keeps two methods',
      "  if (belowGates && isForAdministrator(state, facts)) return refuse('administrators-need-two')\n",
      '',
    ],
    ['too few are left only when it is said', "  if (belowGates && !event.anyway) return refuse('below-gates')\n", ''],
    ['skips come to an end', "  if (interrupt.skipsLeft === 0) return refuse('no-skip-left')\n", ''],
    [
      'what is lacking can’t be confirmed away',
      "facts.kind !== 'interrupted' || interruptFor(state, facts)?.kind === 'register'",
      "facts.kind !== 'interrupted'",
    ],
  ]),
]
