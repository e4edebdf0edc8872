// Tests that need a program of the system say so here. Where it is missing they are skipped, with one line at the end of
// the run saying why; with REKEY_TEST_SERVERS=required (as in .ci/run) they fail instead.
import { describe, it } from 'vitest'
import { reasonMissing, type SystemServer, serversAreRequired } from './system-servers.ts'

/** A `describe` whose tests need these servers: runs it, or skips it, or fails it, as the head of this file says. */
export function describeWith(needed: SystemServer | readonly SystemServer[], title: string, body: () => void): void {
  const servers = [needed].flat()
  const reason = servers.map(reasonMissing).find((each) => each !== undefined)
  if (reason === undefined) {
    describe(title, body)
  } else if (serversAreRequired()) {
    describe(title, () => {
      it(`finds ${servers.join(', ')}`, () => {
        throw new Error(reason)
      })
    })
  } else {
    // Counted and named at the end of the run: a machine without the server is told what it did not show.
    describe.skip(`${title} (${reason})`, body)
  }
}
