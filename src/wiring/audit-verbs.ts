// What `rekey audit export` does on the host: the search and the lines of the API's download.
import type { Actions } from '../cli/actions.ts'
import { eventLines } from '../contract/event-line.ts'
import { auditKinds } from '../core/audit/facts.ts'
import { exportEvents } from '../use-cases/audit/search.ts'
import { exported } from '../web/api/audit/exported.ts'
import { atHost } from './host.ts'
import { atTheHost } from './policy-verbs.ts'

export const exportAudit: Actions['exportAudit'] = ({ config, organisation, format, ...asked }, write) => {
  const kind = auditKinds.find((each) => each === asked.kind) ?? null
  if (asked.kind !== null && kind === null) {
    return Promise.resolve({
      refused: `No fact is of the kind ${asked.kind}.`,
      cure: `write one of ${auditKinds.join(', ')}`,
    })
  }
  return atHost(config, organisation, async ({ room }) => {
    const question = { ...asked, kind, account: null, reference: null, journey: null }
    const found = await exportEvents(question, format, atTheHost, room)
    if ('kind' in found) {
      return found.kind === 'not-found'
        ? { refused: `Nobody has the name ${asked.person}.`, cure: 'write it as it is typed at the sign-in' }
        : { refused: 'A directory does not answer.', cure: 'try it again in a moment' }
    }
    const { head, line } = eventLines[format]
    let facts = 0
    if (head !== '') await write(head)
    for await (const event of found.events) {
      await write(line(exported(event)))
      facts += 1
    }
    return { facts }
  })
}
