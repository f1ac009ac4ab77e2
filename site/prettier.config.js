/** How the scripts and style sheets are laid out. @type {import("prettier").Config} */
export default { printWidth: 120 };
