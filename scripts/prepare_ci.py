"""What .ci/run adds to ./test: the OCR packages, and the certainty that 仿宋 is there for the pictures."""

import assets
import environment


def main() -> None:
    """Install them."""
    environment.prepare("dev", "ocr")
    environment.prepare_assets()
    if not (assets.FONTS / assets.FANGSONG).is_file():
        environment.fail("没有仿宋字体，图片不能作数：需要 apt-get 和 dpkg-deb。")


if __name__ == "__main__":
    main()
