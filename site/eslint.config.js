import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import globals from "globals";

export default [
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  {
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver()] },
    rules: {
      "import-x/no-cycle": "error",
      "max-len": ["error", { code: 120, ignoreUrls: true }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["js/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["service-worker.js"], languageOptions: { globals: globals.serviceworker } },
  { files: ["make/**/*.mjs"], languageOptions: { globals: globals.node } },
];
