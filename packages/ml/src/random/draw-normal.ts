/** Numbers of the standard normal distribution from uniform ones (Box and Muller 1958). */
export function drawNormal(random: () => number, values: Float32Array, deviation: number): void {
  for (let i = 0; i < values.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random())); // 1 − u is above 0
    const angle = 2 * Math.PI * random();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle);
  }
}
