// What languages call themselves, as Docusaurus has it (`core/lib/server/i18n.js`).
function label(locale) {
  try {
    const name = new Intl.DisplayNames(locale, { type: "language", fallback: "code" }).of(locale);
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return locale;
  }
}

module.exports = (...locales) => locales.map(label);
