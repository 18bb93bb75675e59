// Finds the words of a language. A language without a file here is spoken in English.

const CODE = /^[a-z]{2,3}$/;

/** The words of `language` (`en`, `en-IE`, `zh`), loaded from the file of that name. */
export async function loadWords(language) {
  const code = String(language || "en").toLowerCase().split(/[-_]/)[0];
  if (CODE.test(code) && code !== "en") {
    try {
      return (await import(`./${code}.js`)).default;
    } catch {
      // No such file: English below.
    }
  }
  return (await import("./en.js")).default;
}
