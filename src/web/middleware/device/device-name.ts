// "Chrome on Windows": what a notice says of the browser. Coarse on purpose; the header is the visitor's own claim.

/** Only names from these lists come out, so that nothing a visitor writes reaches a message. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Empty where nothing is known. Looks at no more than the first 512 characters. */
export function deviceName(userAgent: string | undefined): string {
  const header = (userAgent ?? '').slice(0, 512)
  const pick = (list: typeof browsers): string | undefined => list.find(([pattern]) => pattern.test(header))?.[1]
  return [pick(browsers), pick(systems)].filter((each) => each !== undefined).join(' · ')
}
