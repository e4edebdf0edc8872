// What a file may be called, how long it may be and how it begins.
import { expect, it } from 'vitest'
import { isProductCode, readSourceFiles, type SourceFile } from './source-files.ts'

const files = readSourceFiles('src', 'tests', 'bench').filter(({ path }) => /\.(tsx?|mjs)$/.test(path))

it('no file is too long for one sitting, tables of words apart', () => {
  expect(files.filter(isTooLong).map(({ path }) => path)).toEqual([])
  expect(isTooLong({ path: 'src/core/a.ts', text: 'line\n'.repeat(301) })).toBe(true)
  expect(isTooLong({ path: 'src/core/passwords/common-passwords.ts', text: 'line\n'.repeat(301) })).toBe(false)
})

it('no file is named after nothing', () => {
  expect(files.filter(isNamedAfterNothing).map(({ path }) => path)).toEqual([])
  expect(isNamedAfterNothing({ path: 'src/web/form-utils.ts', text: '' })).toBe(true)
})

it('every file of src opens by saying what it is for', () => {
  const product = files.filter(({ path }) => path.startsWith('src/')).filter(isProductCode)
  expect(product.filter(opensWithoutComment).map(({ path }) => path)).toEqual([])
  expect(opensWithoutComment({ path: 'src/a.ts', text: 'export {}\n' })).toBe(true)
  expect(opensWithoutComment({ path: 'src/main.ts', text: '#!/usr/bin/env node\n// Wires.\n' })).toBe(false)
})

function isTooLong({ path, text }: SourceFile): boolean {
  return text.split('\n').length > 301 && !/(-words|\/common-passwords)\.ts$|\/locales?\//.test(path)
}

function isNamedAfterNothing({ path }: SourceFile): boolean {
  return /\b(utils?|helpers?|managers?)\b/.test(path.slice(path.lastIndexOf('/') + 1))
}

function opensWithoutComment({ text }: SourceFile): boolean {
  return !/^(#!.*\n)?\/[/*]/.test(text)
}
