// What stands in the browser's tab, served as `/assets/icon.svg`: the head of the key, readable on light and dark.
export const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0b5563"/>' +
  '<path fill="#fff" fill-rule="evenodd" d="M20 16a16 16 0 0 1 15 11h21l3 5-3 5h-3l-4 5-4-5-4 6-5-6h-1a16 16 0 1 1-15-21zm-4 11a5 5 0 1 0 0 10 5 5 0 0 0 0-10z"/></svg>'
