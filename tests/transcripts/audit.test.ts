// What the audit's verbs say: that a log is whole, where it is broken, and which keys to verify with.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tenantId } from '../../src/core/people/identifiers.ts'
import { instantFrom } from '../../src/core/time.ts'
import { type Checkpoint, writeCheckpoint } from '../../src/use-cases/audit/checkpoint.ts'
import { acmeId, actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

const KEY = 'K'.repeat(43)
const noon = instantFrom(Date.UTC(2026, 10, 23, 12))

it('audit verify says that a log is whole, and how far a checkpoint vouches for it', async () => {
  const checkpoint: Checkpoint = {
    tenant: tenantId(acmeId),
    sequence: 1000,
    hash: 'h',
    signature: 's',
    sealedAt: instantFrom(noon - 3_600_000),
  }
  const folder = folderWith({ kept: `{"level":30}\n${writeCheckpoint(checkpoint)}\n`, other: '{}\n' })
  const asked: unknown[] = []
  const rekey = inProcess(
    actionsThat({
      verifyAudit: async ({ checkpoint: given, publicKeys }) => {
        asked.push([given?.sequence ?? null, publicKeys.length])
        return { kind: 'whole', length: 1204, sealedAt: noon }
      },
    }),
  )
  await expectTranscript(
    `
    $ rekey audit verify --organisation Acme --key ${KEY}
    The audit log of Acme is whole: 1204 events, the last sealed at 2026-11-23T12:00:00.000Z.
      No checkpoint was given, so events cut off the end would not show.

    $ rekey audit verify --organisation Acme --key ${KEY} --key ${KEY} --checkpoint ${join(folder, 'kept')}
    The audit log of Acme is whole: 1204 events, the last sealed at 2026-11-23T12:00:00.000Z.
      It holds the checkpoint of 2026-11-23T11:00:00.000Z at event 1000.

    $ rekey audit verify --organisation Acme --key ${KEY} --checkpoint ${join(folder, 'other')}
    ! ${join(folder, 'other')} holds no checkpoint of Acme.
    [exit 1]

    $ rekey audit verify --organisation Acme --key ${KEY} --checkpoint ${join(folder, 'none')}
    ! ${join(folder, 'none')} cannot be read (ENOENT).
    [exit 1]

    $ rekey audit verify --organisation Acme --key abc
    ! error: option '--key <public>' argument 'abc' is invalid. It has 43 of A-Z, a-z, 0-9, - and _.
    [exit 2]
    `,
    rekey,
  )
  expect(asked).toEqual([
    [null, 1],
    [1000, 2],
  ])
})

it('audit verify says where a log is broken, and ends with 1', async () => {
  const breaches = [
    'missing',
    'altered',
    'not-signed',
    'forged',
    'cut-off',
    'not-the-checkpoint',
    'checkpoint-forged',
  ] as const
  const told = []
  for (const breach of breaches) {
    const run = inProcess(actionsThat({ verifyAudit: async () => ({ kind: 'broken', sequence: 17, breach }) }))
    const { stdout, stderr, code } = await run(['audit', 'verify', '--organisation', 'Acme', '--key', KEY])
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 })
    told.push(stdout)
  }
  expect(told[1]).toBe(
    'The audit log of Acme is broken at event 17.\n  This event, or its place, is not what was sealed.\n',
  )
  expect(new Set(told).size).toBe(breaches.length)
})

it('audit verify asks for no secret key', async () => {
  const loads: string[] = []
  const { loadConfig } = actionsThat({})
  const rekey = inProcess(
    actionsThat({
      loadConfig: (path, keyring) => {
        loads.push(`${path}: ${keyring}`)
        return loadConfig(path, keyring)
      },
      verifyAudit: async () => ({ kind: 'whole', length: 0, sealedAt: null }),
      auditKeys: async () => [KEY, 'L'.repeat(43)],
      restored: async () => ({ epoch: 4 }),
    }),
  )
  await expectTranscript(
    `
    $ rekey audit verify --organisation Acme --key ${KEY} --config a.yaml
    The audit log of Acme is whole: nothing was sealed yet.
      No checkpoint was given, so events cut off the end would not show.

    $ rekey audit key --config a.yaml
    ${KEY}
    ${'L'.repeat(43)}

    $ rekey restored
    Everything that was open in the backup is ended. The epoch is 4 now.
    `,
    rekey,
  )
  expect(loads).toEqual(['a.yaml: unread', 'a.yaml: checked', 'rekey.yaml: checked'])
})
