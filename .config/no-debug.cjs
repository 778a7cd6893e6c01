/** Stands in for the package debug, with which one of the distribution functions tells its steps to whoever sets DEBUG: here nobody listens. */
module.exports = () => () => {};
