// The verbs about keys, in their own words; what they do is shown on a database in tests/faults/keys-rotated.test.ts.
import { it } from 'vitest'
import { actionsThat } from './actions.ts'
import { expectTranscript, inProcess } from './replay.ts'

it('a key is put in front, and says how far it is and what is left', async () => {
  const rekey = inProcess(
    actionsThat({
      rotateKeys: async ({ resume, progress }) => {
        for (const rows of [400, 1000, 1400, 2100]) progress(rows)
        return { writing: 'k2', rows: resume ? 3 : 2100, unreadable: resume ? 1 : 0 }
      },
      listKeys: async () => ({
        keys: [
          { id: 'k2', writes: true, rows: 2100 },
          { id: 'first', writes: false, rows: 3 },
        ],
      }),
    }),
  )
  await expectTranscript(
    `
    $ rekey keys rotate
    k2 writes now. 2100 stored values were sealed anew with it.
    Make a new copy of the keyring. Which keys are still needed: rekey keys list
    ! 1000 values are sealed anew so far.
    ! 2100 values are sealed anew so far.

    $ rekey keys list
    k2     writes  2100 stored values
    first  opens   3 stored values

    $ rekey keys rotate --resume
    k2 writes now. 3 stored values were sealed anew with it.
    1 could not be opened by any key of the keyring, and were left as they are.
    Make a new copy of the keyring. Which keys are still needed: rekey keys list
    ! 1000 values are sealed anew so far.
    ! 2100 values are sealed anew so far.
    `,
    rekey,
  )
})

it('a key that something needs is not given up', async () => {
  const rekey = inProcess(
    actionsThat({
      retireKey: async ({ id }) =>
        id === 'k1' ? { writing: 'k2' } : { refused: `3 stored values still need ${id}.`, cure: 'run it again later' },
    }),
  )
  await expectTranscript(
    `
    $ rekey keys retire k1
    k1 is gone from the keyring. k2 writes.

    $ rekey keys retire k0
    ! 3 stored values still need k0.
    ! To cure it: run it again later
    [exit 1]
    `,
    rekey,
  )
})
