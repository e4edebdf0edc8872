import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { passphraseWords } from './passphrase-words.ts'
import { judgePassword, type PasswordContext, type PasswordRules } from './rules.ts'

const rules: PasswordRules = { minimumLength: 8, historyLength: 0, organisationWords: ['Sprocketry'] }
const tim: PasswordContext = {
  personalWords: ['Tim Walker', 'tim.walker@acme.example', 'u10472'],
  organisationWords: ['Acme Widgets'],
}

/** The rules that refuse it, of the two that score. */
const refusedBy = (password: string, context = tim): readonly string[] =>
  judgePassword(password, rules, context)
    .rules.filter((rule) => rule.state === 'unmet')
    .map((rule) => rule.id)

describe('what is guessed first is refused', () => {
  it.each([
    ['a common password and a run', 'Password123456789'],
    ['common spellings of letters', 'P@$$w0rdP@$$w0rd'],
    ['1 for l', '1etmein1etmein'],
    ['one character, repeated', 'aaaaaaaaaaaaaaaaaaaa'],
    ['one character, repeated, 256 times', '#'.repeat(256)],
    ['a short block, repeated', 'abcabcabcabcabcabc'],
    ['a short random block, repeated', 'x7!kx7!kx7!kx7!kx7!k'],
    ['two keyboard rows', 'qwertyuiopasdfgh'],
    ['a keyboard column and its mirror', '1qaz2wsx3edc4rfv'],
    ['a zigzag of keys', '1q2w3e4r5t6y7u8i9o'],
    ['a German keyboard row', 'qwertzuiopasdfghjkl'],
    ['a French keyboard row', 'azertyuiopqsdfghjklm'],
    ['the symbols over the digits', '!@#$%^&*()!@#$%'],
    ['digits downwards', '98765432109876543210'],
    ['the alphabet downwards', 'zyxwvutsrqponmlkji'],
    ['a season and a year', 'Summer2026!Summer2026!'],
    ['a season and a year in German', 'Frühling2026!!!'],
    ['two common passwords', 'letmein-iloveyou-1'],
    ['a common password, spelled apart', 'p a s s w o r d 1 2 3 4'],
    ['a common password in full width', 'ｐａｓｓｗｏｒｄ１２３４５６'],
    ['a common password with invisible characters', 'p\u200ba\u200bs\u200bs\u200bw\u200bo\u200br\u200bd1234'],
    ['nothing but invisible characters', '\u200b\u200c\u200d\u2060\ufeff\u200b\u200c\u200d\u2060'],
    ['the passphrase that everybody knows', 'correct horse battery staple'],
    ['a weekday and its digits', 'Donnerstag123456'],
    ['words of love in French', 'jetaimejetaime1234'],
    ['five characters beside a common password', 'password!kz7w'],
  ])('%s', (_, password) => {
    expect(refusedBy(password)).toContain('guessable')
  })
})

describe('a password made of names is refused, and the names are said', () => {
  it.each([
    ['TimWalker2026!!', ['Tim', 'Walker']],
    ['walkertim walkertim', ['Tim', 'Walker']],
    ['w@1ker-w@1ker-9', ['Walker']],
    ['acmewidgets12345', ['Acme', 'Widgets']],
    ['ACME-acme-99', ['Acme']],
    ['Sprocketry2026!', ['Sprocketry']],
    ['u10472u10472-xyz', ['u10472']],
  ])('%s', (password, names) => {
    const personal = judgePassword(password, rules, tim).rules.find((rule) => rule.id === 'personal')
    expect(personal?.state).toBe('unmet')
    expect(personal?.values).toMatchObject({ found: names })
  })

  it('whatever script the name is written in', () => {
    const hanako: PasswordContext = { personalWords: ['田中 花子'], organisationWords: [] }
    expect(refusedBy('田中花子田中花子2026', hanako)).toContain('personal')
    expect(refusedBy('田中x1田中y2田中z', hanako)).toEqual(['personal'])
    expect(refusedBy('田中x1田中y2田中z')).toEqual([])
    const mueller: PasswordContext = { personalWords: ['Jörg Übermüller'], organisationWords: [] }
    expect(refusedBy('ubermuller-JORG-1', mueller)).toContain('personal')
  })

  it('and a name of two letters counts only within the whole name', () => {
    const li: PasswordContext = { personalWords: ['Bo Li'], organisationWords: [] }
    expect(refusedBy('boli2026boli!', li)).toEqual(['personal'])
    expect(refusedBy('libo2026libo!', li)).toEqual(['personal'])
    expect(refusedBy('livkboqz', li)).toEqual([])
  })
})

describe('what is not guessed first is accepted', () => {
  it.each([
    ['four words', 'quiet lantern orbit maple'],
    ['four words with hyphens', 'quiet-lantern-orbit-maple'],
    ['four words in one', 'quietlanternorbitmaple'],
    ['a phrase said twice', 'quiet lantern orbit quiet lantern orbit'],
    ['six characters beside a common password', 'password!kz7wq'],
    ['a name among unrelated words', 'walker lantern orbit quiet'],
    ['random characters', 'vK9#tq2LxR7mBz'],
    ['random digits', '493028471635920'],
    ['a German sentence', 'Der Zug nach Tübingen fährt über die alte Brücke'],
    ['a German sentence about the weather', 'gestern schneite es Konfetti auf Großmutters Dach'],
    ['a Japanese phrase', '静かな湖畔の森の影から郭公が鳴く'],
    ['a Japanese phrase in kana', 'ゆきがふるまえにかえりましょう'],
    ['a Korean phrase', '조용한 호수에 비친 달그림자를 보았다'],
    ['an Arabic phrase', 'قمر هادئ فوق بحيرة بعيدة جدا'],
    ['a Russian phrase', 'тихий фонарь над старым мостом'],
    ['nine different emoji', '🦊🌵🧩🪁🥨🛶🎷🧭🪴'],
    ['quotes and spaces at its ends', ' it\'s "fine", she mumbled '],
  ])('%s', (_, password) => {
    expect(refusedBy(password)).toEqual([])
  })

  it('four different words of the list for passphrases, however joined', () => {
    const list = passphraseWords()
    const words = fc.uniqueArray(fc.constantFrom(...list), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '-', '', '.'), (drawn, joiner) => {
        const nobody: PasswordContext = { personalWords: [], organisationWords: [] }
        expect(judgePassword(drawn.join(joiner), { ...rules, minimumLength: 15 }, nobody).acceptable).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the list of common passwords', () => {
  it('has no entry twice, too short, or in a spelling that folding would change', () => {
    const words = commonPasswords()
    expect(words.length).toBeGreaterThan(2_000)
    expect(new Set(words).size).toBe(words.length)
    expect(words.filter((word) => !/^[a-zß0-9]{4,}$/.test(word))).toEqual([])
  })

  it('refuses each of its entries, joined to itself', () => {
    const accepted = commonPasswords().filter((word) => !refusedBy(`${word}${word}`).includes('guessable'))
    expect(accepted).toEqual([])
  })
})
