// The organisation's logo, as light and dark pages have it. The name stands beside it, so it says nothing by itself.
import type { LogoPicture, ShownLogo } from '../../core/branding/logo.ts'

export const Logo = ({ logo: { light, dark } }: { logo: ShownLogo }) => (
  <picture>
    {dark === null ? null : (
      <source media="(prefers-color-scheme:dark)" srcset={logoAddress(dark)} width={dark.width} height={dark.height} />
    )}
    <img src={logoAddress(light)} alt="" width={light.width} height={light.height} />
  </picture>
)

const logoAddress = ({ id }: LogoPicture): string => `/logo/${id}`
