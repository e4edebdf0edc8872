import { expect, it } from 'vitest'
import { start, timsMail } from '../../../../tests/model/cast.ts'
import { minutes } from '../../time.ts'
import { email } from './email.ts'

it('a mailed code proves when it matches, and by nothing else', () => {
  expect(email.weigh({ kind: 'matches' }, timsMail, start)).toBe('right')
  expect(email.weigh({ kind: 'differs' }, timsMail, start)).toBe('wrong')
  expect(email.weigh({ kind: 'unusable' }, timsMail, start)).toBe('wrong')
})

it('a mailed code has eight digits and lives ten minutes', () => {
  expect(email).toMatchObject({ class: 'mailbox', digits: 8, lifetime: minutes(10), sends: 'mail' })
})
